// The Anthropic SDK through /anthropic_passthrough.
import Anthropic from '@anthropic-ai/sdk';
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  DUMMY,
  GATEWAY,
  HELLO,
  LONG,
  OPERATORS,
  SLOW,
  assertPaced,
  assertWithin,
  first,
  header,
  onlyTheOperatorsCredential,
  received,
  targets,
} from './provider.js';

const ASK = { model: 'claude-sonnet-5-5', max_tokens: 64, messages: HELLO };
const LONG_ASK = { ...ASK, messages: [{ role: 'user', content: LONG }] };
const client = new Anthropic({ baseURL: `${GATEWAY}/anthropic_passthrough`, apiKey: DUMMY, maxRetries: 0 });

describe('Anthropic', () => {
  onlyTheOperatorsCredential({ 'x-api-key': OPERATORS });

  test('messages', async () => {
    const answer = await client.messages.create(ASK);
    assert.equal(answer.content[0].text, 'You said: hello');
    assert.ok(answer.usage.output_tokens > 0);
    const [call] = await received();
    assert.equal(call.target, '/v1/messages');
    assert.equal(header(call, 'anthropic-version'), '2026-10-21');
  });

  test('messages, streamed', async () => {
    const stream = client.messages.stream(LONG_ASK);
    await assertPaced(stream);
    assert.equal(await stream.finalText(), `You said: ${LONG}`);
  });

  test('beta passes', async () => {
    await client.beta.messages.create({ ...ASK, betas: ['files-api-2025-04-14'] });
    const [call] = await received();
    assert.equal(header(call, 'anthropic-beta'), 'files-api-2025-04-14');
  });

  test('count tokens', async () => {
    const { model, messages } = ASK;
    assert.ok((await client.messages.countTokens({ model, messages })).input_tokens > 0);
    assert.deepEqual(await targets(), ['POST /v1/messages/count_tokens']);
  });

  test('models', async () => {
    const [model] = (await client.models.list()).data;
    assert.equal((await client.models.retrieve(model.id)).id, model.id);
  });

  test('a batch and its results', async () => {
    const requests = ['a', 'b'].map((custom_id) => ({ custom_id, params: ASK }));
    const { id } = await client.messages.batches.create({ requests });
    const ended = await client.messages.batches.retrieve(id);
    assert.equal(ended.processing_status, 'ended');
    assert.equal(ended.results_url, `${GATEWAY}/anthropic_passthrough/v1/messages/batches/${id}/results`);
    const said = [];
    for await (const one of await client.messages.batches.results(id)) {
      said.push([one.custom_id, one.result.message.content[0].text]);
    }
    assert.deepEqual(said, [
      ['a', 'You said: hello'],
      ['b', 'You said: hello'],
    ]);
    const listed = (await client.messages.batches.list()).data.find((one) => one.id === id);
    assert.equal(listed.results_url, ended.results_url);
    assert.deepEqual(await targets(), [
      'POST /v1/messages/batches',
      `GET /v1/messages/batches/${id}`,
      `GET /v1/messages/batches/${id}`,
      `GET /v1/messages/batches/${id}/results`,
      'GET /v1/messages/batches',
    ]);
  });

  for (const [status, error, message] of [
    [401, Anthropic.AuthenticationError, /Incorrect API key provided\./],
    [404, Anthropic.NotFoundError, /The model does not exist/],
    [429, Anthropic.RateLimitError, /Rate limit reached\./],
    [500, Anthropic.InternalServerError, /The server had an error/],
    [529, Anthropic.InternalServerError, /Overloaded/],
  ]) {
    for (const stream of [false, true]) {
      test(`error ${status}${stream ? ' of a stream' : ''}`, async () => {
        const asked = client.messages.create({ ...ASK, model: `error-${status}`, stream });
        const raised = await asked.then(assert.fail, (reason) => reason);
        assert.ok(raised instanceof error, raised.stack);
        assert.match(raised.message, message);
        assert.equal(raised.status, status);
        assert.match(raised.requestID, /^req_/);
      });
    }
  }

  test('a stream left early', () =>
    assertWithin(20, async () => {
      const stream = await client.messages.create({ ...LONG_ASK, stream: true }, { headers: SLOW });
      assert.equal((await first(stream)).type, 'message_start');
      assert.ok(stream.controller.signal.aborted);
      assert.ok((await client.models.list()).data.length);
    }));
});
