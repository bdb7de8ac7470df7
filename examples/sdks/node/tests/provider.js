// Where the gateway is, and what arrived at the stand-in provider behind it.
import assert from 'node:assert/strict';
import { afterEach, beforeEach } from 'node:test';

export const GATEWAY = process.env.GANGWAY_URL;
export const STAND_IN = process.env.STAND_IN_URL;
const RECEIVED = `${STAND_IN}/__stand-in/received`;

export const DUMMY = 'dummy-key';
export const OPERATORS = 'demo-key';
export const BEARER = { authorization: `Bearer ${OPERATORS}` };

const CREDENTIALS = [
  'authorization',
  'x-api-key',
  'api-key',
  'x-goog-api-key',
  'ocp-apim-subscription-key',
  'x-amz-security-token',
  'cookie',
  'proxy-authorization',
];

export const forget = () => fetch(RECEIVED, { method: 'DELETE' });

export const HELLO = [{ role: 'user', content: 'hello' }];
// the answer has two words more: twenty events, 50 ms apart
export const LONG = Array.from({ length: 18 }, (_, n) => `word${n}`).join(' ');
export const SLOW = { 'x-stand-in-delay-ms': '3000' }; // a minute for such an answer

/** The requests since the test began, oldest first. */
export async function received() {
  return (await fetch(RECEIVED)).json();
}

export async function targets() {
  return (await received()).map((call) => `${call.method} ${call.target}`);
}

export function header(call, name) {
  const values = call.headers.filter((one) => one.name.toLowerCase() === name).map((one) => one.value);
  return values.length ? values.join(', ') : undefined;
}

/** After each test of this suite: the provider got just this credential, and never the client's. */
export function onlyTheOperatorsCredential(expected) {
  beforeEach(forget);
  afterEach(async () => {
    const calls = await received();
    assert.ok(calls.length, 'nothing arrived at the provider');
    for (const call of calls) {
      assertOnlyCredential(call, expected);
    }
  });
}

/** Its value is a text, or a pattern. */
export function assertOnlyCredential(call, expected) {
  const found = credentials(call);
  assert.deepEqual(Object.keys(found).sort(), Object.keys(expected).sort(), call.target);
  for (const [name, value] of Object.entries(expected)) {
    if (value instanceof RegExp) assert.match(found[name], value);
    else assert.equal(found[name], value, call.target);
  }
  assert.ok(!JSON.stringify(call).includes(DUMMY), call.target);
}

export function credentials(call) {
  return Object.fromEntries(CREDENTIALS.filter((name) => header(call, name)).map((name) => [name, header(call, name)]));
}

/** Events come one by one, as the provider sends them: a second from the first to the last. */
export async function assertPaced(events) {
  const times = [];
  for await (const _ of events) times.push(performance.now());
  assert.ok(times.length >= 20, `${times.length} events`);
  assert.ok(times.at(-1) - times[0] > 500, `${times.at(-1) - times[0]} ms`);
}

/** Takes the first event and leaves. */
export async function first(events) {
  for await (const event of events) return event;
}

export async function assertWithin(seconds, work) {
  const started = performance.now();
  await work();
  assert.ok(performance.now() - started < seconds * 1000);
}
