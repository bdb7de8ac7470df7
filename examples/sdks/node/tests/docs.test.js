// Every JavaScript block of docs/sdks.md, run as it stands there, but for the gateway's address.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { BEARER, GATEWAY, OPERATORS, onlyTheOperatorsCredential } from './provider.js';

const DOCS = readFileSync(`${process.env.CHECKOUT}/docs/sdks.md`, 'utf8');
const BLOCKS = [...DOCS.matchAll(/```js\n(.*?)```/gs)].map(([, block]) => block);
const FILE = fileURLToPath(new URL('../block-of-the-docs.js', import.meta.url));
const FOUNDRY = { 'x-api-key': OPERATORS, 'api-key': OPERATORS };
const KEYS = { AnthropicVertex: BEARER, GoogleGenAI: BEARER, AnthropicFoundry: FOUNDRY, AnthropicBedrock: BEARER, BedrockRuntimeClient: BEARER };

test('there is a block for each client', () => {
  assert.equal(BLOCKS.length, Object.keys(KEYS).length);
});

for (const [client, key] of Object.entries(KEYS)) {
  describe(client, () => {
    onlyTheOperatorsCredential(key);

    test('prints the answer', async () => {
      const block = BLOCKS.find((one) => one.includes(`new ${client}(`));
      assert.ok(block.includes('http://localhost:8080'));
      writeFileSync(FILE, block.replace('http://localhost:8080', GATEWAY));
      try {
        const { stdout } = await promisify(execFile)(process.execPath, [FILE], { timeout: 60_000 });
        assert.equal(stdout.trim(), 'You said: hello');
      } finally {
        rmSync(FILE);
      }
    });
  });
}
