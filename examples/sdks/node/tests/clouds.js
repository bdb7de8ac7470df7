// The gateway whose keys are those of clouds, and what its records say.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { credentials, forget, received } from './provider.js';

export const GATEWAY = process.env.CLOUDS_URL;
const RECORDS = process.env.CLOUDS_RECORDS;

// of the connection, or made for one request
const NOT_COMPARED = ['host', ':authority', 'connection', 'x-amz-date', 'x-amz-content-sha256', 'amz-sdk-invocation-id', 'amz-sdk-request'];

const bearer = (token) => ({ authorization: new RegExp(`^Bearer ${token}$`) });
const signed = (key, service) => ({
  authorization: new RegExp(`^AWS4-HMAC-SHA256 Credential=${key}/\\d{8}/us-east-1/${service}/aws4_request, `),
});
const aws = (service) => ({
  static: signed('AKIASTATIC', service),
  container: { ...signed('ASIACONTAINER', service), 'x-amz-security-token': 'session-of-the-container' },
  bearer: bearer('bedrock-api-key-of-the-configuration'),
});

// what the provider has to get: the credential, by the first segment of the route
export const GOOGLE = {
  account: bearer('ya29\\.of-the-service-account-\\d+'),
  machine: bearer('ya29\\.of-the-machine-\\d+'),
};
export const FOUNDRY = { application: bearer('entra-ai\\.azure\\.com-\\d+') };
export const AZURE_OPENAI = { application: bearer('entra-cognitiveservices\\.azure\\.com-\\d+') };
export const BEDROCK = aws('bedrock');
export const MANTLE = aws('bedrock-mantle');

/** What the SDK made of it, and what arrived at the provider. */
export async function exchange(call, base) {
  await forget();
  const answer = await call(base);
  const arrived = await received();
  assert.equal(arrived.length, 1);
  return [answer, arrived[0]];
}

/** All of a request that has to be the same with a gateway and without. */
export function shown(call) {
  const hidden = [...NOT_COMPARED, ...Object.keys(credentials(call))];
  const headers = call.headers.map(({ name, value }) => `${name.toLowerCase()}: ${value}`).sort();
  return {
    request: `${call.method} ${call.target}`,
    headers: headers.filter((line) => !hidden.some((name) => line.startsWith(`${name}:`))),
    body: call.body ?? call.bodyBase64,
    bodyLength: call.bodyLength,
  };
}

const text = () => (existsSync(RECORDS) ? readFileSync(RECORDS, 'utf8') : '');

export const recordsSoFar = () => text().length;

/** The one record that was written since then. */
export async function record(since) {
  const deadline = performance.now() + 10_000;
  while (performance.now() < deadline) {
    const written = text().slice(since);
    if (written.endsWith('\n')) return JSON.parse(written);
    await setTimeout(10);
  }
  assert.fail('no record');
}
