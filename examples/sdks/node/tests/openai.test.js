// The OpenAI SDK through /openai_passthrough.
import assert from 'node:assert/strict';
import { File } from 'node:buffer';
import { createHash, randomBytes } from 'node:crypto';
import { describe, test } from 'node:test';
import OpenAI, { toFile } from 'openai';
import {
  BEARER,
  DUMMY,
  GATEWAY,
  HELLO,
  LONG,
  SLOW,
  assertPaced,
  assertWithin,
  first,
  header,
  onlyTheOperatorsCredential,
  received,
  targets,
} from './provider.js';

globalThis.File ??= File; // Node 18 needs it

const MODEL = 'gpt-4o-mini';
const LONG_CHAT = { model: MODEL, messages: [{ role: 'user', content: LONG }], stream: true };
const client = new OpenAI({ baseURL: `${GATEWAY}/openai_passthrough/v1`, apiKey: DUMMY, maxRetries: 0 });

describe('OpenAI', () => {
  onlyTheOperatorsCredential(BEARER);

  test('chat', async () => {
    const answer = await client.chat.completions.create({ model: MODEL, messages: HELLO });
    assert.equal(answer.choices[0].message.content, 'You said: hello');
    assert.ok(answer.usage.total_tokens > 0);
    assert.deepEqual(await targets(), ['POST /v1/chat/completions']);
  });

  test('headers pass', async () => {
    const { response } = await client.chat.completions
      .create({ model: MODEL, messages: HELLO }, { headers: { 'OpenAI-Organization': 'org-1' } })
      .withResponse();
    assert.match(response.headers.get('x-request-id'), /^req_/);
    assert.equal(response.headers.get('x-ratelimit-remaining-requests'), '9999');
    assert.equal(response.headers.get('set-cookie'), null);
    const [call] = await received();
    assert.equal(header(call, 'openai-organization'), 'org-1');
    assert.match(header(call, 'user-agent'), /^OpenAI\/JS/);
    assert.equal(header(call, 'x-stainless-lang'), 'js');
  });

  test('chat, streamed', async () => assertPaced(await client.chat.completions.create(LONG_CHAT)));

  test('a stream left early', () =>
    assertWithin(20, async () => {
      const stream = await client.chat.completions.create(LONG_CHAT, { headers: SLOW });
      assert.ok((await first(stream)).choices);
      assert.ok(stream.controller.signal.aborted);
      assert.equal((await client.models.retrieve('gpt-4o')).id, 'gpt-4o');
    }));

  test('responses', async () => {
    const answer = await client.responses.create({ model: 'gpt-4.1', input: 'hello' });
    assert.equal(answer.output_text, 'You said: hello');
    assert.deepEqual(await targets(), ['POST /v1/responses']);
  });

  test('responses, streamed', async () =>
    assertPaced(await client.responses.create({ model: 'gpt-4.1', input: LONG, stream: true })));

  test('embeddings', async () => {
    const answer = await client.embeddings.create({ model: 'text-embedding-3-small', input: ['one', 'two'] });
    assert.deepEqual(answer.data.map((item) => item.embedding.length), [1536, 1536]);
  });

  test('models', async () => {
    const ids = (await client.models.list()).data.map((model) => model.id);
    assert.ok(ids.includes('gpt-4o'));
    assert.equal((await client.models.retrieve('org/model name')).id, 'org/model name');
    assert.deepEqual(await targets(), ['GET /v1/models', 'GET /v1/models/org%2Fmodel%20name']);
  });

  test('a file', async () => {
    const hash = (bytes) => createHash('sha256').update(bytes).digest('hex');
    const content = randomBytes(3_000_000);
    const file = await client.files.create({ file: await toFile(content, 'données.bin'), purpose: 'assistants' });
    assert.deepEqual([file.filename, file.bytes], ['données.bin', content.length]);
    const back = Buffer.from(await (await client.files.content(file.id)).arrayBuffer());
    assert.equal(hash(back), hash(content));
    assert.ok((await client.files.list()).data.some((one) => one.id === file.id));
    assert.ok((await client.files.delete(file.id)).deleted);
  });

  for (const [status, error, message] of [
    [400, OpenAI.BadRequestError, /could not be understood/],
    [401, OpenAI.AuthenticationError, /Incorrect API key provided\./],
    [404, OpenAI.NotFoundError, /The model does not exist/],
    [429, OpenAI.RateLimitError, /Rate limit reached\./],
    [500, OpenAI.InternalServerError, /The server had an error/],
    [529, OpenAI.InternalServerError, /Overloaded/],
  ]) {
    for (const stream of [false, true]) {
      test(`error ${status}${stream ? ' of a stream' : ''}`, async () => {
        const asked = client.chat.completions.create({ model: `error-${status}`, messages: HELLO, stream });
        const raised = await asked.then(assert.fail, (reason) => reason);
        assert.ok(raised instanceof error, raised.stack);
        assert.match(raised.message, message);
        assert.equal(raised.status, status);
        assert.equal(raised.headers.get('gangway-error'), null);
      });
    }
  }

  test('retries when the provider says', async () => {
    const started = performance.now();
    await assert.rejects(
      client.chat.completions.create({ model: 'error-429', messages: HELLO }, { maxRetries: 1 }),
      OpenAI.RateLimitError,
    );
    const counts = (await received()).map((call) => header(call, 'x-stainless-retry-count'));
    assert.deepEqual(counts, ['0', '1']);
    assert.ok(performance.now() - started >= 990, 'retry-after: 1');
  });

  test('a cut stream is no whole stream', async () => {
    const stream = await client.chat.completions.create({ model: 'cut-mid-stream', messages: HELLO, stream: true });
    await assert.rejects(assertPaced(stream), { message: /terminated/ });
  });

  test('an error of the gateway', async () => {
    const lost = new OpenAI({ baseURL: `${GATEWAY}/nowhere/v1`, apiKey: DUMMY });
    const raised = await lost.models.list().then(assert.fail, (reason) => reason);
    assert.ok(raised instanceof OpenAI.NotFoundError, raised.stack);
    assert.match(raised.message, /No route/);
    assert.equal(raised.headers.get('gangway-error'), 'no-route');
    await client.models.list();
    assert.deepEqual(await targets(), ['GET /v1/models']);
  });
});
