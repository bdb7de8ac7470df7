// Vertex AI through the gateway, whole and streamed: node vertex.js [GATEWAY]
import { GoogleGenAI } from '@google/genai';

const gateway = process.argv[2] ?? 'http://localhost:8080';
const client = new GoogleGenAI({
  vertexai: true,
  apiKey: 'dummy-key',
  httpOptions: { baseUrl: `${gateway}/genai_passthrough` },
});
const question = { model: 'gemini-2.5-flash', contents: 'hello from vertex passthrough' };

const response = await client.models.generateContent(question);
console.log(response.text);

for await (const chunk of await client.models.generateContentStream(question)) {
  process.stdout.write(chunk.text);
}
console.log();
