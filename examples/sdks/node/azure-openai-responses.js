// Azure's version-less v1 API through the gateway, whole and streamed: node azure-openai-responses.js [GATEWAY]
import OpenAI from 'openai';

const gateway = process.argv[2] ?? 'http://localhost:8080';
const client = new OpenAI({ baseURL: `${gateway}/azure_passthrough/openai/v1/`, apiKey: 'dummy-key' });
const question = {
  model: 'gpt-4.1', // the name of your deployment
  input: 'hello from azure passthrough',
};

const response = await client.responses.create(question);
console.log(response.output_text);

for await (const event of await client.responses.create({ ...question, stream: true })) {
  if (event.type === 'response.output_text.delta') process.stdout.write(event.delta);
}
console.log();
