// The Google GenAI SDK for Gemini through /genai_passthrough.
import { ApiError, GoogleGenAI } from '@google/genai';
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, test } from 'node:test';
import OpenAI from 'openai';
import {
  BEARER,
  DUMMY,
  GATEWAY,
  HELLO,
  LONG,
  OPERATORS,
  SLOW,
  assertPaced,
  assertWithin,
  header,
  onlyTheOperatorsCredential,
  received,
  targets,
} from './provider.js';

const model = 'gemini-2.5-flash';
const BASE = `${GATEWAY}/genai_passthrough`;
const client = new GoogleGenAI({ apiKey: DUMMY, httpOptions: { baseUrl: BASE } });

describe('Gemini', () => {
  onlyTheOperatorsCredential({ 'x-goog-api-key': OPERATORS });

  test('generate', async () => {
    const answer = await client.models.generateContent({ model, contents: 'hello' });
    assert.equal(answer.text, 'You said: hello');
    assert.ok(answer.usageMetadata.totalTokenCount > 0);
    const [call] = await received();
    assert.equal(call.target, `/v1/models/${model}:generateContent`);
    assert.match(header(call, 'x-goog-api-client'), /^google-genai-sdk\//);
  });

  test('generate, streamed', async () => {
    await assertPaced(await client.models.generateContentStream({ model, contents: LONG }));
    assert.deepEqual(await targets(), [`POST /v1/models/${model}:streamGenerateContent?alt=sse`]);
  });

  test('count tokens', async () => {
    assert.ok((await client.models.countTokens({ model, contents: 'hello' })).totalTokens > 0);
  });

  test('embeddings', async () => {
    const answer = await client.models.embedContent({ model: 'gemini-embedding-001', contents: ['one', 'two'] });
    assert.equal(answer.embeddings.length, 2);
  });

  test('models', async () => {
    const names = [];
    for await (const one of await client.models.list()) names.push(one.name);
    assert.ok(names.includes(`models/${model}`));
    assert.equal((await client.models.get({ model })).name, `models/${model}`);
  });

  // The SDK sends the chunks to the path that it was told, on the host of its base URL.
  test('a resumable upload in two chunks', async () => {
    const content = new Blob([randomBytes(9 << 20)]);
    const file = await client.files.upload({
      file: content,
      config: { mimeType: 'application/octet-stream', displayName: 'nine' },
    });
    assert.deepEqual([file.sizeBytes, file.displayName], [String(content.size), 'nine']);
    const [start, ...chunks] = await received();
    assert.match(start.target, /^\/upload\/v1(beta)?\/files$/);
    assert.deepEqual(chunks.map((chunk) => header(chunk, 'x-goog-upload-offset')), ['0', String(8 << 20)]);
    assert.deepEqual(chunks.map((chunk) => chunk.bodyLength), [8 << 20, 1 << 20]);
    for (const chunk of chunks) assert.doesNotMatch(chunk.target, /gangway/);
    assert.equal((await client.files.get({ name: file.name })).name, file.name);
    await client.files.delete({ name: file.name });
  });

  for (const [status, message] of [
    [401, /Incorrect API key provided\./],
    [404, /The model does not exist/],
    [429, /Rate limit reached\./],
    [500, /The server had an error/],
    [529, /Overloaded/],
  ]) {
    for (const verb of ['generateContent', 'generateContentStream']) {
      test(`error ${status} of ${verb}`, async () => {
        const asked = client.models[verb]({ model: `error-${status}`, contents: 'hello' });
        const raised = await asked.then(assert.fail, (reason) => reason);
        assert.ok(raised instanceof ApiError, raised.stack);
        assert.match(raised.message, message);
        assert.equal(raised.status, status);
      });
    }
  }

  test('a stream left early', () =>
    assertWithin(20, async () => {
      const leave = new AbortController();
      const config = { httpOptions: { headers: SLOW }, abortSignal: leave.signal };
      const stream = await client.models.generateContentStream({ model, contents: LONG, config });
      assert.equal((await stream.next()).value.text, 'You');
      leave.abort();
      assert.ok((await client.models.countTokens({ model, contents: 'hello' })).totalTokens > 0);
    }));
});

describe("Gemini by OpenAI's SDK", () => {
  onlyTheOperatorsCredential(BEARER);

  test('chat', async () => {
    const compatible = new OpenAI({ baseURL: `${BASE}/v1beta/openai/`, apiKey: DUMMY });
    const answer = await compatible.chat.completions.create({ model, messages: HELLO });
    assert.equal(answer.choices[0].message.content, 'You said: hello');
    assert.deepEqual(await targets(), ['POST /v1beta/openai/chat/completions']);
  });
});
