// The SDKs for Azure OpenAI and for Claude on Azure through /azure_passthrough.
import { AnthropicFoundry } from '@anthropic-ai/foundry-sdk';
import Anthropic from '@anthropic-ai/sdk';
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import OpenAI, { AzureOpenAI } from 'openai';
import {
  DUMMY,
  GATEWAY,
  HELLO,
  LONG,
  OPERATORS,
  assertPaced,
  header,
  onlyTheOperatorsCredential,
  received,
  targets,
} from './provider.js';

const LONG_MESSAGES = [{ role: 'user', content: LONG }];
const BASE = `${GATEWAY}/azure_passthrough`;
// the key has version 2024-10-21, and wins
const OPTIONS = { endpoint: BASE, apiVersion: '2023-05-15', maxRetries: 0 };
const azure = new AzureOpenAI({ ...OPTIONS, apiKey: DUMMY });
const v1 = new OpenAI({ baseURL: `${BASE}/openai/v1/`, apiKey: DUMMY, maxRetries: 0 });

describe('Azure OpenAI', () => {
  onlyTheOperatorsCredential({ 'api-key': OPERATORS });

  test('a deployment', async () => {
    const answer = await azure.chat.completions.create({ model: 'gpt-4o', messages: HELLO });
    assert.equal(answer.choices[0].message.content, 'You said: hello');
    assert.deepEqual(await targets(), ['POST /openai/deployments/gpt-4o/chat/completions?api-version=2024-10-21']);
  });

  test('a deployment, streamed', async () =>
    assertPaced(await azure.chat.completions.create({ model: 'gpt-4o', messages: LONG_MESSAGES, stream: true })));

  test('embeddings', async () => {
    const answer = await azure.embeddings.create({ model: 'text-embedding-3-small', input: 'one' });
    assert.ok(answer.data[0].embedding.length);
    assert.deepEqual(await targets(), [
      'POST /openai/deployments/text-embedding-3-small/embeddings?api-version=2024-10-21',
    ]);
  });

  test('an Entra token', async () => {
    const client = new AzureOpenAI({ ...OPTIONS, azureADTokenProvider: async () => DUMMY });
    assert.ok((await client.chat.completions.create({ model: 'gpt-4o', messages: HELLO })).choices.length);
  });

  test('assistants', async () => {
    const { assistants, threads } = azure.beta;
    const assistant = await assistants.create({ model: 'gpt-4o', name: 'Echo', instructions: 'Repeat.' });
    const thread = await threads.create();
    await threads.messages.create(thread.id, { role: 'user', content: 'hello' });
    const run = await threads.runs.createAndPoll(thread.id, { assistant_id: assistant.id });
    assert.equal(run.status, 'completed');
    const [said] = (await threads.messages.list(thread.id)).data;
    assert.equal(said.content[0].text.value, 'You said: hello');
    assert.ok((await threads.delete(thread.id)).deleted);
    assert.ok((await assistants.delete(assistant.id)).deleted);
    for (const target of await targets()) assert.match(target, /\?api-version=2024-10-21$/);
  });

  test('v1 responses', async () => {
    const answer = await v1.responses.create({ model: 'gpt-4.1', input: 'hello' });
    assert.equal(answer.output_text, 'You said: hello');
    assert.deepEqual(await targets(), ['POST /openai/v1/responses']);
  });

  test('v1 responses, streamed', async () =>
    assertPaced(await v1.responses.create({ model: 'gpt-4.1', input: LONG, stream: true })));

  for (const [status, error] of [
    [401, OpenAI.AuthenticationError],
    [404, OpenAI.NotFoundError],
    [429, OpenAI.RateLimitError],
    [500, OpenAI.InternalServerError],
  ]) {
    test(`error ${status}`, async () => {
      const asked = azure.chat.completions.create({ model: `error-${status}`, messages: HELLO });
      const raised = await asked.then(assert.fail, (reason) => reason);
      assert.ok(raised instanceof error, raised.stack);
      assert.equal(raised.code, String(status));
      assert.ok(raised.headers.get('apim-request-id'));
    });
  }
});

describe('Claude on Azure', () => {
  onlyTheOperatorsCredential({ 'api-key': OPERATORS, 'x-api-key': OPERATORS });

  const ask = { model: 'claude-sonnet-5-5', max_tokens: 64, messages: HELLO };
  const claude = new Anthropic({ baseURL: BASE, apiKey: DUMMY, maxRetries: 0 });
  const foundry = new AnthropicFoundry({ baseURL: `${BASE}/anthropic/`, apiKey: DUMMY, maxRetries: 0 });

  for (const client of [claude, foundry]) {
    const name = client.constructor.name;

    test(`${name}: messages`, async () => {
      assert.equal((await client.messages.create(ask)).content[0].text, 'You said: hello');
      const [call] = await received();
      assert.equal(call.target, '/anthropic/v1/messages');
      assert.equal(header(call, 'anthropic-version'), '2026-10-21');
    });

    test(`${name}: messages, streamed`, () =>
      assertPaced(client.messages.stream({ ...ask, messages: LONG_MESSAGES })));

    test(`${name}: count tokens`, async () => {
      const { model, messages } = ask;
      assert.ok((await client.messages.countTokens({ model, messages })).input_tokens > 0);
      assert.deepEqual(await targets(), ['POST /anthropic/v1/messages/count_tokens']);
    });
  }

  test('error 529', () =>
    assert.rejects(claude.messages.create({ ...ask, model: 'error-529' }), { status: 529, message: /Overloaded/ }));
});
