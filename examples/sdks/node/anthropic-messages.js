// Anthropic messages through the gateway, whole and streamed: node anthropic-messages.js [GATEWAY]
import Anthropic from '@anthropic-ai/sdk';

const gateway = process.argv[2] ?? 'http://localhost:8080';
const client = new Anthropic({ baseURL: `${gateway}/anthropic_passthrough`, apiKey: 'dummy-key' });
const question = {
  model: 'claude-sonnet-5-5',
  max_tokens: 1024,
  messages: [{ role: 'user', content: 'hello from passthrough' }],
};

const response = await client.messages.create(question);
console.log(response.content[0].text);

const stream = client.messages.stream(question).on('text', (text) => process.stdout.write(text));
await stream.done();
console.log();
