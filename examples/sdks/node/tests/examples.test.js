// Every example script, run as a reader of the README would.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { BEARER, GATEWAY, OPERATORS, onlyTheOperatorsCredential } from './provider.js';

const FOLDER = fileURLToPath(new URL('..', import.meta.url));
const KEYS = {
  'anthropic-messages.js': { 'x-api-key': OPERATORS },
  'azure-anthropic.js': { 'api-key': OPERATORS, 'x-api-key': OPERATORS },
  'azure-openai-chat.js': { 'api-key': OPERATORS },
  'azure-openai-responses.js': { 'api-key': OPERATORS },
  'gemini.js': { 'x-goog-api-key': OPERATORS },
  'openai-chat.js': BEARER,
  'vertex.js': BEARER,
};

for (const script of readdirSync(FOLDER).filter((name) => name.endsWith('.js'))) {
  describe(script, () => {
    onlyTheOperatorsCredential(KEYS[script]);

    test('prints the answer twice', async () => {
      const { stdout } = await promisify(execFile)(process.execPath, [FOLDER + script, GATEWAY], { timeout: 60_000 });
      const [plain, streamed] = stdout.trimEnd().split('\n');
      assert.equal(plain, streamed);
      assert.match(plain, /^You said: hello from /);
    });
  });
}
