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

/** What is odd about a carrier. */
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

/** What of a form cannot be said in a bind, which has ASCII only (SMPP 3.4 §3.1); undefined when all can. */
export function unfitForBind(
  form: Pick<CarrierForm, "systemId" | "password" | "systemType">,
): "system-id" | "password" | "system-type" | undefined {
  if (!PRINTABLE_ASCII.test(form.systemId)) return "system-id";
  if (!PRINTABLE_ASCII.test(form.password)) return "password";
  return PRINTABLE_ASCII.test(form.systemType) ? undefined : "system-type";
}

/** A carrier as a form has it, with the ways to it. An empty password leaves the one that is kept. */
export const carrierFormSchema = z.strictObject({ ...carrierFields, password: z.string().max(8), routes });

/** A carrier written over the version that was read. */
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

/** States of a registration, in the order it goes through them. */
const registrationState = z.enum(["draft", "submitted", "approved", "rejected", "suspended"]);

/** How a sender id stands with a carrier, as the installation writes it down. */
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
      /** The protected name it looks like; null when it looks like none, or the proof that it is its owner's is on record. */
      looksLike: z.string().nullable(),
      /** The SMPP account that was chosen for what recipients write to it; null where none was, or it has ended. */
      inboundAccountId: z.uuid().nullable(),
      registrations: z.array(registrationSchema),
    }),
  ),
});

/** A sender id as a call centre asks for it. */
export const senderFormSchema = z.strictObject({ value: z.string().trim().regex(SENDER) });

/** The SMPP account that shall get what recipients write to a sender id; null for no choice. */
export const inboundAccountFormSchema = z.strictObject({ accountId: z.uuid().nullable() });

/** Which page of the installation's sender ids. */
export const installationSendersQuery = z.strictObject({ after: z.uuid().optional() });

/** Sender ids of all call centres, as the installation speaks of them with carriers. */
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
          // When it was last written down.
          .extend({ changedAt: z.iso.datetime() }),
      ),
    }),
  ),
});

/** The proof that a protected name is this sender's own; null takes it back. */
export const ownerProofSchema = z.strictObject({ ownerProof: z.string().trim().min(1).max(200).nullable() });

/** A prefix that nothing is sent to. */
export const barredFormSchema = z.strictObject({
  prefix: z.string().regex(PREFIX),
  reason: z.string().trim().min(1).max(200),
});

/** Prefixes that nothing is sent to. */
export const barredSchema = z.object({ items: z.array(barredFormSchema.extend({ createdAt: z.iso.datetime() })) });

/** A word that is answered by itself when somebody writes it to a number of the call centre. */
export const keywordFormSchema = z.strictObject({
  senderId: z.uuid(),
  word: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z0-9]{1,20}$/),
  answer: z.string().trim().min(1).max(500),
});

/** The words that are answered, by number and word. */
export const keywordsSchema = z.object({
  items: z.array(keywordFormSchema.extend({ id: z.uuid(), sender: z.string(), createdAt: z.iso.datetime() })),
});

/** Numbers to which people wrote and that no call centre has: neither who wrote, nor what. */
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

/** A prefix to which messages are not counted: for one call centre, or for all. */
export const freePrefixFormSchema = z.strictObject({
  prefix: z.string().regex(PREFIX),
  centreId: z.uuid().nullable(),
  reason: z.string().trim().min(1).max(200),
});

/** Prefixes to which messages are not counted. */
export const freePrefixesSchema = z.object({
  items: z.array(
    freePrefixFormSchema.extend({ id: z.uuid(), centre: z.string().nullable(), createdAt: z.iso.datetime() }),
  ),
});

/** An account of a program that binds, as a form has it. */
export const accountFormSchema = z.strictObject({
  name: z.string().trim().min(1).max(80),
  systemId: z.string().regex(SYSTEM_ID),
  /** Networks it may connect from; none for any. */
  addresses: z.array(z.union([z.cidrv4(), z.cidrv6(), z.ipv4(), z.ipv6()])).max(ACCOUNT_MOST.addresses),
  ratePerSecond: within(1, ACCOUNT_MOST.ratePerSecond),
  windowMax: within(1, ACCOUNT_MOST.windowMax),
  bindsMax: within(1, ACCOUNT_MOST.bindsMax),
  defaultCoding: z.enum(["gsm", "latin1"]),
  category: z.enum(["otp", "transactional", "promotional"]),
});

/** An account that was made; its password is told this once. */
export const madeAccountSchema = z.object({ id: z.uuid(), password: z.string() });

/** Accounts of a call centre's programs, by name. */
export const accountsSchema = z.object({
  items: z.array(
    accountFormSchema.extend({ id: z.uuid(), createdAt: z.iso.datetime(), addresses: z.array(z.string()) }),
  ),
});

/** Who wants no messages: of one sender id, or of none where it is null. */
export const optOutFormSchema = z.strictObject({ recipient: z.string().max(30), senderId: z.uuid().nullable() });

/** Which page of those who want no messages. */
export const optOutsQuery = z.strictObject({ recipient: z.string().max(30).optional() });

/** Those who want no messages, newest first. */
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

/** A carrier as a form has it. */
export type CarrierForm = z.infer<typeof carrierFormSchema>;
/** How a sender id stands with a carrier. */
export type RegistrationForm = z.infer<typeof registrationFormSchema>;
/** An account as a form has it. */
export type AccountForm = z.infer<typeof accountFormSchema>;
