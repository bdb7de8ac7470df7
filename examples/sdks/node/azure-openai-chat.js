// An Azure OpenAI deployment through the gateway, whole and streamed: node azure-openai-chat.js [GATEWAY]
import { AzureOpenAI } from 'openai';

const gateway = process.argv[2] ?? 'http://localhost:8080';
const client = new AzureOpenAI({
  endpoint: `${gateway}/azure_passthrough`,
  apiKey: 'dummy-key',
  apiVersion: '2024-10-21', // the one of the gateway's key wins, if it has one
});
const question = {
  model: 'gpt-4o', // the name of your deployment
  messages: [{ role: 'user', content: 'hello from azure passthrough' }],
};

const response = await client.chat.completions.create(question);
console.log(response.choices[0].message.content);

for await (const chunk of await client.chat.completions.create({ ...question, stream: true })) {
  // Azure's first chunk has no choice, only the content filter's results
  process.stdout.write(chunk.choices[0]?.delta.content ?? '');
}
console.log();
