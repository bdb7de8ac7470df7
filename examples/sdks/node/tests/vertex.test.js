// The Google GenAI SDK for Vertex AI, in express mode, through /genai_passthrough.
import { ApiError, GoogleGenAI } from '@google/genai';
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { BEARER, DUMMY, GATEWAY, LONG, assertPaced, onlyTheOperatorsCredential, targets } from './provider.js';

const model = 'gemini-2.5-flash';
const httpOptions = { baseUrl: `${GATEWAY}/genai_passthrough` };
const express = new GoogleGenAI({ vertexai: true, apiKey: DUMMY, httpOptions });
// express mode names no project: the gateway puts its own in
const PREFIX = 'POST /v1beta1/projects/demo-project/locations/us-central1/publishers/google/models';

describe('Vertex', () => {
  onlyTheOperatorsCredential(BEARER);

  test('generate', async () => {
    assert.equal((await express.models.generateContent({ model, contents: 'hello' })).text, 'You said: hello');
    assert.deepEqual(await targets(), [`${PREFIX}/${model}:generateContent`]);
  });

  test('generate, streamed', async () => {
    await assertPaced(await express.models.generateContentStream({ model, contents: LONG }));
    assert.deepEqual(await targets(), [`${PREFIX}/${model}:streamGenerateContent?alt=sse`]);
  });

  test('count tokens', async () => {
    assert.ok((await express.models.countTokens({ model, contents: 'hello' })).totalTokens > 0);
  });

  test('a project of the client, with its token', async () => {
    const googleAuthOptions = { authClient: token(`ya29.${DUMMY}`) };
    const project = { vertexai: true, project: 'my-project', location: 'europe-west1' };
    const client = new GoogleGenAI({ ...project, googleAuthOptions, httpOptions });
    assert.equal((await client.models.generateContent({ model, contents: 'hello' })).text, 'You said: hello');
    assert.deepEqual(await targets(), [
      `POST /v1beta1/projects/my-project/locations/europe-west1/publishers/google/models/${model}:generateContent`,
    ]);
  });

  for (const status of [404, 429, 500]) {
    test(`error ${status}`, async () => {
      const asked = express.models.generateContent({ model: `error-${status}`, contents: 'hello' });
      const raised = await asked.then(assert.fail, (reason) => reason);
      assert.ok(raised instanceof ApiError, raised.stack);
      assert.equal(raised.status, status);
    });
  }
});

/** What stands for a sign-in with Google. */
function token(value) {
  return { getRequestHeaders: async () => new Headers({ authorization: `Bearer ${value}` }) };
}
