// Gemini through the gateway, whole and streamed: node gemini.js [GATEWAY]
import { GoogleGenAI } from '@google/genai';

const gateway = process.argv[2] ?? 'http://localhost:8080';
const client = new GoogleGenAI({
  apiKey: 'dummy-key',
  httpOptions: { baseUrl: `${gateway}/genai_passthrough` },
});
const question = { model: 'gemini-2.5-flash', contents: 'hello from passthrough' };

const response = await client.models.generateContent(question);
console.log(response.text);

for await (const chunk of await client.models.generateContentStream(question)) {
  process.stdout.write(chunk.text);
}
console.log();
