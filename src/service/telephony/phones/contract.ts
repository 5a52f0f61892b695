import { z } from "zod";

const pageQuery = {
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(200).default(50),
};

/** A page of phones, and the part of a name or an extension to look for. */
export const phonesQuery = z.strictObject({ search: z.string().max(100).default(""), ...pageQuery });

/** A phone as it is written down. */
export const phoneFormSchema = z.strictObject({
  extension: z.string().trim().min(1).max(10),
  name: z.string().trim().min(1).max(80),
  /** Whether it must speak over TLS and SRTP. */
  isEncrypted: z.boolean().default(false),
});

/** A phone's other name, written over the version that was read. */
export const phoneRenameSchema = z.strictObject({
  name: phoneFormSchema.shape.name,
  expectedVersion: z.number().int().min(1),
});

/** Whether a phone must speak over TLS and SRTP, written over the version that was read. */
export const phoneEncryptionSchema = z.strictObject({
  isEncrypted: z.boolean(),
  expectedVersion: z.number().int().min(1),
});

/** An act on a phone that was read at this version. */
export const phoneActSchema = z.strictObject({ expectedVersion: z.number().int().min(1) });

/** Where devices sign in: undefined parts are not known while telephones are starting. */
const registrarSchema = z.object({
  server: z.string(),
  /** Port of UDP and TCP. */
  port: z.number(),
  /** Port of TLS; null where there is none. */
  tlsPort: z.number().nullable(),
  /** PEM of the authority that devices must trust for TLS; null where any device knows it. */
  authorityPem: z.string().nullable(),
});

/** What a device signs in with. The password is told this once; afterwards nobody can read it. */
export const phoneSecretSchema = z.object({
  id: z.uuid(),
  extension: z.string(),
  name: z.string(),
  username: z.string(),
  password: z.string(),
  isEncrypted: z.boolean(),
  registrar: registrarSchema.nullable(),
  /** Text of a QR code that sets a softphone up; null while the registrar is not known, and for TLS, which it cannot name. */
  provisioning: z.string().nullable(),
});

/** The phones of the caller's call centre by extension, each with where it can be reached now. */
export const phonesSchema = z.object({
  total: z.number(),
  registrar: registrarSchema.nullable(),
  items: z.array(
    z.object({
      id: z.uuid(),
      extension: z.string(),
      name: z.string(),
      username: z.string(),
      isEncrypted: z.boolean(),
      version: z.number(),
      createdAt: z.iso.datetime(),
      /** Codes whose calls ring it. */
      codes: z.array(z.string()),
      bindings: z.array(
        z.object({
          address: z.string(),
          port: z.number(),
          transport: z.string(),
          userAgent: z.string(),
          registeredAt: z.iso.datetime(),
          expiresAt: z.iso.datetime(),
        }),
      ),
    }),
  ),
});
