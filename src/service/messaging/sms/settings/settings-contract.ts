import { z } from "zod";
import {
  ACCOUNT_MOST,
  CARRIER_BOUNDS,
  CARRIER_HOST,
  CARRIER_ROUTES_MAX,
  PREFIX,
  SENDER,
  SYSTEM_ID,
} from "./settings-limits.shared.ts";

const within = (least: number, most: number) => z.int().min(least).max(most);
const bounded = (figure: keyof typeof CARRIER_BOUNDS) =>
  within(CARRIER_BOUNDS[figure].least, CARRIER_BOUNDS[figure].most);
const idBase = z.enum(["text", "decimal", "hex"]);
const octet = bounded("octet");
const kinds = z.strictObject({ letters: octet, digits: octet, recipient: octet });

/** Quirks of a carrier. */
const quirksSchema = z.strictObject({
  idInAnswer: idBase,
  idInReceipt: idBase,
  longBy: z.enum(["udh8", "sar"]),
  defaultCoding: z.enum(["gsm", "latin1"]),
  dataCoding: z.strictObject({ gsm: octet, ucs2: octet }),
  ton: kinds,
  npi: kinds,
  hasPlus: z.boolean(),
  tellsValidity: z.boolean(),
});

const routeSchema = z.strictObject({
  prefix: z.string().regex(PREFIX),
  priceRupiah: bounded("priceRupiah"),
  quality: bounded("quality"),
});

const carrierFields = {
  name: z.string().trim().min(1).max(80),
  host: z.string().trim().regex(CARRIER_HOST),
  port: bounded("port"),
  isTls: z.boolean(),
  systemId: z.string().min(1).max(15),
  systemType: z.string().max(12),
  bindAs: z.enum(["transceiver", "transmitter-and-receiver"]),
  binds: bounded("binds"),
  windowMax: bounded("windowMax"),
  ratePerSecond: bounded("ratePerSecond"),
  enquireMs: bounded("enquireMs"),
  answerMs: bounded("answerMs"),
  quirks: quirksSchema,
  isOn: z.boolean(),
};
const routes = z
  .array(routeSchema)
  .max(CARRIER_ROUTES_MAX)
  .refine((all) => new Set(all.map(({ prefix }) => prefix)).size === all.length);

const PRINTABLE_ASCII = /^[\x20-\x7e]*$/;

/** The field of a form that does not fit a bind, which has ASCII only (SMPP 3.4 §3.1); undefined when all fit. */
export function unfitForBind(
  form: Pick<CarrierForm, "systemId" | "password" | "systemType">,
): "system-id" | "password" | "system-type" | undefined {
  if (!PRINTABLE_ASCII.test(form.systemId)) return "system-id";
  if (!PRINTABLE_ASCII.test(form.password)) return "password";
  return PRINTABLE_ASCII.test(form.systemType) ? undefined : "system-type";
}

/** A carrier in a form, with its routes. An empty password leaves the stored one unchanged. */
export const carrierFormSchema = z.strictObject({ ...carrierFields, password: z.string().max(8), routes });

/** A change of a carrier at the version that was read. */
export const carrierChangeSchema = carrierFormSchema.extend({ expectedVersion: z.int().min(1) });

/** Carriers of the installation, by name. */
export const carriersSchema = z.object({
  items: z.array(
    z.object({
      id: z.uuid(),
      version: z.number(),
      ...carrierFields,
      host: z.string(),
      routes: z.array(routeSchema),
      downSince: z.iso.datetime().nullable(),
    }),
  ),
});

/** States of a registration, in their order. */
const registrationState = z.enum(["draft", "submitted", "approved", "rejected", "suspended"]);

/** Registration of a sender id with a carrier, as the installation records it. */
export const registrationFormSchema = z.strictObject({
  state: registrationState,
  letter: z.string().trim().max(120),
  note: z.string().trim().max(300),
  validUntil: z.iso.date().nullable(),
});

const registrationSchema = z.object({
  carrierId: z.uuid(),
  carrier: z.string(),
  state: registrationState,
  letter: z.string(),
  note: z.string(),
  submittedAt: z.iso.datetime().nullable(),
  decidedAt: z.iso.datetime().nullable(),
  validUntil: z.iso.date().nullable(),
});

/** Sender ids of a call centre, by name. */
export const sendersSchema = z.object({
  items: z.array(
    z.object({
      id: z.uuid(),
      value: z.string(),
      createdAt: z.iso.datetime(),
      /** The protected name that it resembles; null when there is none, or the proof of ownership is on record. */
      looksLike: z.string().nullable(),
      /** The SMPP account selected for messages to it; null when there is none, or it has ended. */
      inboundAccountId: z.uuid().nullable(),
      registrations: z.array(registrationSchema),
    }),
  ),
});

/** A request for a sender id. */
export const senderFormSchema = z.strictObject({ value: z.string().trim().regex(SENDER) });

/** The SMPP account for messages to a sender id; null for none. */
export const inboundAccountFormSchema = z.strictObject({ accountId: z.uuid().nullable() });

/** Page of the installation's sender ids. */
export const installationSendersQuery = z.strictObject({ after: z.uuid().optional() });

/** Sender ids of all call centres, for registration with carriers. */
export const installationSendersSchema = z.object({
  next: z.uuid().nullable(),
  items: z.array(
    z.object({
      id: z.uuid(),
      tenant: z.string(),
      value: z.string(),
      ownerProof: z.string().nullable(),
      looksLike: z.string().nullable(),
      registrations: z.array(
        registrationSchema
          .omit({ carrier: true, submittedAt: true, decidedAt: true })
          // Last change of the registration.
          .extend({ changedAt: z.iso.datetime() }),
      ),
    }),
  ),
});

/** The proof of ownership of a protected name; null removes it. */
export const ownerProofSchema = z.strictObject({ ownerProof: z.string().trim().min(1).max(200).nullable() });

/** A blocked prefix. */
export const barredFormSchema = z.strictObject({
  prefix: z.string().regex(PREFIX),
  reason: z.string().trim().min(1).max(200),
});

/** Blocked prefixes. */
export const barredSchema = z.object({ items: z.array(barredFormSchema.extend({ createdAt: z.iso.datetime() })) });

/** A keyword with its automatic reply, at a number of the call centre. */
export const keywordFormSchema = z.strictObject({
  senderId: z.uuid(),
  word: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z0-9]{1,20}$/),
  answer: z.string().trim().min(1).max(500),
});

/** Keywords, by number and word. */
export const keywordsSchema = z.object({
  items: z.array(keywordFormSchema.extend({ id: z.uuid(), sender: z.string(), createdAt: z.iso.datetime() })),
});

/** Numbers that received messages but belong to no call centre: without senders and texts. */
export const unownedSchema = z.object({
  items: z.array(
    z.object({
      recipient: z.string(),
      carrier: z.string(),
      count: z.number(),
      firstAt: z.iso.datetime(),
      lastAt: z.iso.datetime(),
    }),
  ),
});

/** A prefix exempt from rate limits: for one call centre, or for all. */
export const freePrefixFormSchema = z.strictObject({
  prefix: z.string().regex(PREFIX),
  centreId: z.uuid().nullable(),
  reason: z.string().trim().min(1).max(200),
});

/** Prefixes exempt from rate limits. */
export const freePrefixesSchema = z.object({
  items: z.array(
    freePrefixFormSchema.extend({ id: z.uuid(), centre: z.string().nullable(), createdAt: z.iso.datetime() }),
  ),
});

/** An SMPP account in a form. */
export const accountFormSchema = z.strictObject({
  name: z.string().trim().min(1).max(80),
  systemId: z.string().regex(SYSTEM_ID),
  /** Networks that it may connect from; empty for any. */
  addresses: z.array(z.union([z.cidrv4(), z.cidrv6(), z.ipv4(), z.ipv6()])).max(ACCOUNT_MOST.addresses),
  ratePerSecond: within(1, ACCOUNT_MOST.ratePerSecond),
  windowMax: within(1, ACCOUNT_MOST.windowMax),
  bindsMax: within(1, ACCOUNT_MOST.bindsMax),
  defaultCoding: z.enum(["gsm", "latin1"]),
  category: z.enum(["otp", "transactional", "promotional"]),
});

/** A new account; its password is returned only this once. */
export const madeAccountSchema = z.object({ id: z.uuid(), password: z.string() });

/** SMPP accounts of a call centre, by name. */
export const accountsSchema = z.object({
  items: z.array(
    accountFormSchema.extend({ id: z.uuid(), createdAt: z.iso.datetime(), addresses: z.array(z.string()) }),
  ),
});

/** An opt-out: from one sender id, or from all when null. */
export const optOutFormSchema = z.strictObject({ recipient: z.string().max(30), senderId: z.uuid().nullable() });

/** Filter of opt-outs. */
export const optOutsQuery = z.strictObject({ recipient: z.string().max(30).optional() });

/** Opt-outs, newest first. */
export const optOutsSchema = z.object({
  items: z.array(
    z.object({
      id: z.uuid(),
      recipient: z.string(),
      sender: z.string().nullable(),
      source: z.enum(["word", "by-hand", "program"]),
      createdAt: z.iso.datetime(),
    }),
  ),
});

/** A carrier in a form. */
export type CarrierForm = z.infer<typeof carrierFormSchema>;
/** Registration of a sender id with a carrier. */
export type RegistrationForm = z.infer<typeof registrationFormSchema>;
/** An account in a form. */
export type AccountForm = z.infer<typeof accountFormSchema>;
