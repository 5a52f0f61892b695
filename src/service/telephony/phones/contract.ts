import { z } from "zod";

const pageQuery = {
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(200).default(50),
};

/** A page of phones, and the search text for a name or an extension. */
export const phonesQuery = z.strictObject({ search: z.string().max(100).default(""), ...pageQuery });

/** The form of a phone. */
export const phoneFormSchema = z.strictObject({
  extension: z.string().trim().min(1).max(10),
  name: z.string().trim().min(1).max(80),
  /** Whether it must use TLS and SRTP. */
  isEncrypted: z.boolean().default(false),
});

/** A new name of a phone, over the version that was read. */
export const phoneRenameSchema = z.strictObject({
  name: phoneFormSchema.shape.name,
  expectedVersion: z.number().int().min(1),
});

/** Whether a phone must use TLS and SRTP, over the version that was read. */
export const phoneEncryptionSchema = z.strictObject({
  isEncrypted: z.boolean(),
  expectedVersion: z.number().int().min(1),
});

/** An operation on a phone that was read at this version. */
export const phoneActSchema = z.strictObject({ expectedVersion: z.number().int().min(1) });

/** The registrar of devices: undefined parts are unknown while the switch starts. */
const registrarSchema = z.object({
  server: z.string(),
  /** Port for UDP and TCP. */
  port: z.number(),
  /** Port for TLS; null without TLS. */
  tlsPort: z.number().nullable(),
  /** PEM of the certificate authority that devices must trust for TLS; null when devices trust it already. */
  authorityPem: z.string().nullable(),
});

/** The credentials of a device. The password is returned only here; it cannot be read later. */
export const phoneSecretSchema = z.object({
  id: z.uuid(),
  extension: z.string(),
  name: z.string(),
  username: z.string(),
  password: z.string(),
  isEncrypted: z.boolean(),
  registrar: registrarSchema.nullable(),
  /** Text of a QR code that provisions a softphone; null while the registrar is unknown, and for TLS, which the format does not support. */
  provisioning: z.string().nullable(),
});

/** The phones of the user's call centre by extension, each with its current bindings. */
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
      /** The codes whose calls ring it. */
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
