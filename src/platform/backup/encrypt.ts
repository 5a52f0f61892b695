import { randomBytes } from "node:crypto";
import { hashRaw } from "@node-rs/argon2";
import { z } from "zod";
import { seal, unseal } from "../sealing/index.ts";
import { CHUNK_BYTES, type Recode } from "./copy-tree.ts";

const KEY_BYTES = 32;
const SALT_BYTES = 16;
/** Nonce and tag of AES-256-GCM that accompany each chunk. */
const SEAL_BYTES = 28;
/** RFC 9106 §4, second recommended option: 64 MiB, three passes, four lanes. */
const COST = { memoryKiB: 65_536, passes: 3, lanes: 4 } as const;
const ARGON2ID = 2;

/** Parameters that derive the key of an encrypted backup from its passphrase (argon2id, RFC 9106). */
export const encryptionSchema = z.object({
  kind: z.literal("argon2id+aes-256-gcm"),
  salt: z.string().regex(/^[0-9a-f]{32}$/),
  memoryKiB: z.number().int().min(8_192).max(1_048_576),
  passes: z.number().int().min(1).max(20),
  lanes: z.number().int().min(1).max(16),
});

/** Encryption parameters of a backup. */
export type Encryption = z.infer<typeof encryptionSchema>;

/** Creates the key derivation parameters of a new backup. */
export function newEncryption(): Encryption {
  return { kind: "argon2id+aes-256-gcm", salt: randomBytes(SALT_BYTES).toString("hex"), ...COST };
}

/** Derives the key from a passphrase; takes about a third of a second. */
export async function deriveKey(passphrase: string, encryption: Encryption): Promise<Buffer> {
  return hashRaw(passphrase.normalize("NFC"), {
    algorithm: ARGON2ID,
    memoryCost: encryption.memoryKiB,
    timeCost: encryption.passes,
    parallelism: encryption.lanes,
    outputLen: KEY_BYTES,
    salt: Buffer.from(encryption.salt, "hex"),
  });
}

/** Additional authenticated data of a chunk: its file, its index, and whether it is the last one. Moved or truncated chunks fail to decrypt. */
function ownerOf(name: string, index: number, isLast: boolean): string {
  return `${name}\0${index}\0${isLast ? "last" : "more"}`;
}

/** Encrypts a file of this name during the copy. */
export function encrypting(key: Buffer, name: string): Recode {
  return {
    chunkBytes: CHUNK_BYTES,
    apply: (chunk, index, isLast) => seal(key, ownerOf(name, index, isLast), chunk),
  };
}

/** Decrypts a file of this name during the copy; throws on a modified chunk. */
export function decrypting(key: Buffer, name: string): Recode {
  return {
    chunkBytes: CHUNK_BYTES + SEAL_BYTES,
    apply: (chunk, index, isLast) => unseal(key, ownerOf(name, index, isLast), chunk),
  };
}
