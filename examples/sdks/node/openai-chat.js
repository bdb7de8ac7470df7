// OpenAI chat completions through the gateway, whole and streamed: node openai-chat.js [GATEWAY]
import OpenAI from 'openai';

const gateway = process.argv[2] ?? 'http://localhost:8080';
const client = new OpenAI({ baseURL: `${gateway}/openai_passthrough/v1`, apiKey: 'dummy-key' });
const question = {
  model: 'gpt-4o-mini',
  messages: [{ role: 'user', content: 'hello from passthrough' }],
};

const response = await client.chat.completions.create(question);
console.log(response.choices[0].message.content);

for await (const chunk of await client.chat.completions.create({ ...question, stream: true })) {
  process.stdout.write(chunk.choices[0].delta.content ?? '');
}
console.log();
