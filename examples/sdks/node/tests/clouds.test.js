// The SDKs' cloud clients through a gateway that gets tokens from, and signs for, clouds that check them: as they would
// talk to the provider itself, but for the credential.
import { AnthropicBedrock, AnthropicBedrockMantle } from '@anthropic-ai/bedrock-sdk';
import { AnthropicFoundry } from '@anthropic-ai/foundry-sdk';
import { AnthropicVertex } from '@anthropic-ai/vertex-sdk';
import {
  BedrockRuntimeClient,
  ConverseCommand,
  ConverseStreamCommand,
  CountTokensCommand,
  InvokeModelCommand,
  InvokeModelWithResponseStreamCommand,
} from '@aws-sdk/client-bedrock-runtime';
import { ApiError, GoogleGenAI } from '@google/genai';
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { AzureOpenAI } from 'openai';
import { AZURE_OPENAI, BEDROCK, FOUNDRY, GATEWAY, GOOGLE, MANTLE, exchange, record, recordsSoFar, shown } from './clouds.js';
import { DUMMY, HELLO, LONG, STAND_IN, assertOnlyCredential, assertPaced, forget, received } from './provider.js';

const CLAUDE = 'claude-sonnet-5-5';
const ON_VERTEX = 'claude-sonnet-4-5@20250929';
const ON_BEDROCK = 'us.anthropic.claude-sonnet-4-5-20250929-v1:0';
const ON_MANTLE = 'anthropic.claude-sonnet-5-5';
const NOVA = 'us.amazon.nova-lite-v1:0';
const GEMINI = 'gemini-2.5-flash';
const TURN = [{ role: 'user', content: [{ text: 'hello' }] }];
const INVOKE = JSON.stringify({ anthropic_version: 'bedrock-2023-05-31', max_tokens: 64, messages: HELLO });

const once = { maxRetries: 0 };

/** What stands for a sign-in with Google. */
const signIn = { getRequestHeaders: async () => new Headers({ authorization: `Bearer ya29.${DUMMY}` }) };

const vertex = (base) =>
  new AnthropicVertex({ baseURL: `${base}/v1`, region: 'us-east5', projectId: 'my-project', authClient: signIn, ...once });
const foundry = (base) => new AnthropicFoundry({ baseURL: `${base}/anthropic`, apiKey: DUMMY, ...once });
const bedrock = (baseURL) =>
  new AnthropicBedrock({ baseURL, awsRegion: 'us-east-1', awsAccessKey: DUMMY, awsSecretKey: DUMMY, ...once });
const mantle = (base) =>
  new AnthropicBedrockMantle({
    baseURL: `${base}/anthropic`,
    awsRegion: 'us-east-1',
    awsAccessKey: DUMMY,
    awsSecretAccessKey: DUMMY,
    ...once,
  });
const azure = (endpoint) => new AzureOpenAI({ endpoint, apiKey: DUMMY, apiVersion: '2024-10-21', ...once });
const google = (baseUrl) =>
  new GoogleGenAI({
    vertexai: true,
    project: 'my-project',
    location: 'europe-west1',
    googleAuthOptions: { authClient: signIn },
    httpOptions: { baseUrl },
  }).models;

async function aws(endpoint, command) {
  const credentials = { accessKeyId: DUMMY, secretAccessKey: DUMMY };
  const client = new BedrockRuntimeClient({ region: 'us-east-1', endpoint, credentials, maxAttempts: 1 });
  try {
    return await client.send(command);
  } finally {
    setImmediate(() => client.destroy()); // ends its HTTP/2 connection once its streams have ended
  }
}

const decoded = (bytes) => JSON.parse(new TextDecoder().decode(bytes));

async function all(events) {
  const list = [];
  for await (const event of events) list.push(event);
  return list;
}

// Calls give the text that the SDK heard, and the tokens of input and output that it was told of.

const ofMessage = ({ content, usage }) => [content[0].text, usage.input_tokens, usage.output_tokens];
const messages = (client, model) => async (base) =>
  ofMessage(await client(base).messages.create({ model, max_tokens: 64, messages: HELLO }));
const streamed = (client, model) => async (base) =>
  ofMessage(await client(base).messages.stream({ model, max_tokens: 64, messages: HELLO }).finalMessage());
const counted = (client) => async (base) =>
  ['', (await client(base).messages.countTokens({ model: CLAUDE, messages: HELLO })).input_tokens];

async function generate(base) {
  const { text, usageMetadata } = await google(base).generateContent({ model: GEMINI, contents: 'hello' });
  return [text, usageMetadata.promptTokenCount, usageMetadata.candidatesTokenCount];
}

async function generateStreamed(base) {
  const parts = await all(await google(base).generateContentStream({ model: GEMINI, contents: 'hello' }));
  const { promptTokenCount, candidatesTokenCount } = parts.at(-1).usageMetadata;
  return [parts.map((part) => part.text).join(''), promptTokenCount, candidatesTokenCount];
}

async function generateCounted(base) {
  return ['', (await google(base).countTokens({ model: GEMINI, contents: 'hello' })).totalTokens];
}

async function chat(base) {
  const { choices, usage } = await azure(base).chat.completions.create({ model: 'gpt-4o', messages: HELLO });
  return [choices[0].message.content, usage.prompt_tokens, usage.completion_tokens];
}

async function converse(base) {
  const { output, usage } = await aws(base, new ConverseCommand({ modelId: NOVA, messages: TURN }));
  return [output.message.content[0].text, usage.inputTokens, usage.outputTokens];
}

async function converseStream(base) {
  const { stream } = await aws(base, new ConverseStreamCommand({ modelId: NOVA, messages: TURN }));
  const events = await all(stream);
  const { inputTokens, outputTokens } = events.at(-1).metadata.usage;
  return [events.map((event) => event.contentBlockDelta?.delta.text ?? '').join(''), inputTokens, outputTokens];
}

async function invoke(base) {
  const { body } = await aws(base, new InvokeModelCommand({ modelId: ON_BEDROCK, body: INVOKE }));
  return ofMessage(decoded(body));
}

async function invokeStream(base) {
  const { body } = await aws(base, new InvokeModelWithResponseStreamCommand({ modelId: ON_BEDROCK, body: INVOKE }));
  const chunks = (await all(body)).map((event) => decoded(event.chunk.bytes));
  const counts = chunks.at(-1)['amazon-bedrock-invocationMetrics'];
  return [chunks.map((chunk) => chunk.delta?.text ?? '').join(''), counts.inputTokenCount, counts.outputTokenCount];
}

async function count(base) {
  const input = { invokeModel: { body: new TextEncoder().encode(INVOKE) } };
  return ['', (await aws(base, new CountTokensCommand({ modelId: ON_BEDROCK, input }))).inputTokens];
}

const TO_VERTEX = ['genai_passthrough', 'vertex', GOOGLE];
const TO_AZURE = ['azure_passthrough', 'azure', AZURE_OPENAI];
const TO_FOUNDRY = ['azure_passthrough', 'azure', FOUNDRY];
const TO_BEDROCK = ['bedrock_passthrough', 'bedrock', BEDROCK];
const TO_MANTLE = ['bedrock_passthrough', 'bedrock', MANTLE];

// call, its model as the record has it, and where it goes
const CALLS = {
  'Vertex, messages': [messages(vertex, ON_VERTEX), ON_VERTEX, TO_VERTEX],
  'Vertex, messages, streamed': [streamed(vertex, ON_VERTEX), ON_VERTEX, TO_VERTEX],
  'Vertex, messages, counted': [counted(vertex), CLAUDE, TO_VERTEX],
  'Google GenAI': [generate, GEMINI, TO_VERTEX],
  'Google GenAI, streamed': [generateStreamed, GEMINI, TO_VERTEX],
  'Google GenAI, counted': [generateCounted, GEMINI, TO_VERTEX],
  'Azure OpenAI': [chat, 'gpt-4o', TO_AZURE],
  'Foundry, messages': [messages(foundry, CLAUDE), CLAUDE, TO_FOUNDRY],
  'Foundry, messages, streamed': [streamed(foundry, CLAUDE), CLAUDE, TO_FOUNDRY],
  'Foundry, messages, counted': [counted(foundry), CLAUDE, TO_FOUNDRY],
  'Bedrock, messages': [messages(bedrock, ON_BEDROCK), ON_BEDROCK, TO_BEDROCK],
  'Bedrock, messages, streamed': [streamed(bedrock, ON_BEDROCK), ON_BEDROCK, TO_BEDROCK],
  'Mantle, messages': [messages(mantle, ON_MANTLE), ON_MANTLE, TO_MANTLE],
  'Mantle, messages, streamed': [streamed(mantle, ON_MANTLE), ON_MANTLE, TO_MANTLE],
  'AWS, converse': [converse, NOVA, TO_BEDROCK],
  'AWS, converse, streamed': [converseStream, NOVA, TO_BEDROCK],
  'AWS, invoke': [invoke, ON_BEDROCK, TO_BEDROCK],
  'AWS, invoke, streamed': [invokeStream, ON_BEDROCK, TO_BEDROCK],
  'AWS, counted': [count, ON_BEDROCK, TO_BEDROCK],
};

for (const [name, [call, model, [path, provider, keys]]] of Object.entries(CALLS)) {
  for (const [key, credential] of Object.entries(keys)) {
    test(`${name}, ${key}`, async () => {
      const [answer, direct] = await exchange(call, STAND_IN);
      const soFar = recordsSoFar();
      const [through, passed] = await exchange(call, `${GATEWAY}/${key}/${path}`);
      assert.deepEqual(through, answer);
      assert.ok(['You said: hello', ''].includes(through[0]), through[0]);
      assertOnlyCredential(passed, credential);
      assert.deepEqual(shown(passed), shown(direct));
      const { status, request_model, usage, price, cost_usd, ...rest } = await record(soFar);
      assert.deepEqual([rest.provider, request_model, status], [provider, model, 200]);
      assert.deepEqual([usage.input_tokens, usage.output_tokens], [answer[1], answer[2]]);
      assert.ok(answer[1] > 0);
      if (answer[2] === undefined) assert.deepEqual([price, cost_usd], ['not-billable', '0']);
      else assert.ok(Number(cost_usd) > 0, price);
    });
  }
}

for (const key of Object.keys(BEDROCK)) {
  test(`events come one by one, ${key}`, async () => {
    const base = `${GATEWAY}/${key}/bedrock_passthrough`;
    const turn = [{ role: 'user', content: [{ text: LONG }] }];
    await assertPaced((await aws(base, new ConverseStreamCommand({ modelId: NOVA, messages: turn }))).stream);
    const question = { model: ON_BEDROCK, max_tokens: 64, messages: [{ role: 'user', content: LONG }] };
    await assertPaced(bedrock(base).messages.stream(question));
  });
}

for (const [status, name] of [[429, 'ThrottlingException'], [400, 'ValidationException']]) {
  test(`error ${status} of Bedrock`, async () => {
    const asked = aws(
      `${GATEWAY}/static/bedrock_passthrough`,
      new ConverseCommand({ modelId: `error-${status}`, messages: TURN }),
    );
    await assert.rejects(asked, { name });
  });
}

describe('nothing arrives at the provider', () => {
  test('with a wrong signature', async () => {
    await forget();
    const asked = converse(`${GATEWAY}/stranger/bedrock_passthrough`);
    await assert.rejects(asked, { name: 'InvalidSignatureException', message: 'The signature does not match.' });
    assert.deepEqual(await received(), []);
  });

  test('with a wrong assertion for Google', async () => {
    await forget();
    const raised = await generate(`${GATEWAY}/stranger/genai_passthrough`).then(assert.fail, (reason) => reason);
    assert.ok(raised instanceof ApiError, raised.stack);
    assert.match(raised.message, /Invalid JWT Signature/);
    assert.deepEqual(await received(), []);
  });

  test('with a wrong secret for Entra', async () => {
    await forget();
    const asked = messages(foundry, CLAUDE)(`${GATEWAY}/stranger/azure_passthrough`);
    await assert.rejects(asked, { status: 503, message: /AADSTS7000215/ });
    assert.deepEqual(await received(), []);
  });
});
