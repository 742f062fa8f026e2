/** What heads of logs are signed with in tests. */
import { generateKeyPairSync } from 'node:crypto';
import { createSigner } from '../../../src/signing/log-key.ts';

export const LOG_KEY = generateKeyPairSync('ed25519');

export const LOG_SIGNER = createSigner(LOG_KEY.privateKey, 'stances.example.org/v1/log');
