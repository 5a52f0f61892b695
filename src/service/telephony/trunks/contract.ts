import { z } from "zod";
import { standingSchema } from "../../../regulation/index.ts";

/** The kinds of trunks: a gateway behind an E1 of 30 channels, or SIP from the carrier. */
const TRUNK_KINDS = ["e1-gateway", "sip"] as const;

/** The kinds of numbers that may be dialled over a trunk: national, short, international, premium rate. */
const DIAL_KINDS = ["national", "short", "abroad", "premium"] as const;

/** The form of a trunk. Days are local dates; addresses are the source IP addresses of its calls. */
export const trunkFormSchema = z.strictObject({
  name: z.string().trim().min(1).max(80),
  kind: z.enum(TRUNK_KINDS),
  carrier: z.string().trim().min(1).max(120),
  /** The cooperation agreement (PKS); a missing one is refused with the rule that requires it. */
  agreementNumber: z.string().trim().max(80),
  agreementUntil: z.iso.date().nullable(),
  host: z.string().trim().min(1).max(253),
  port: z.number().int().min(1).max(65_535),
  transport: z.enum(["udp", "tcp", "tls"]),
  /** Whether its media is encrypted: SRTP, whose keys only TLS protects. */
  isEncrypted: z.boolean().default(false),
  addresses: z.array(z.string().trim().min(1).max(45)).min(1).max(20),
  channelsMax: z.number().int().min(1).max(10_000),
  /** The kinds of numbers that phones may dial over it; emergency numbers always. */
  dials: z.array(z.enum(DIAL_KINDS)).max(DIAL_KINDS.length),
  isOn: z.boolean(),
});

/** A change of a trunk that was read at this version. */
export const trunkChangeSchema = trunkFormSchema.extend({ expectedVersion: z.number().int().min(1) });

/** Turns a trunk on or off. */
export const trunkSwitchSchema = z.strictObject({ expectedVersion: z.number().int().min(1), isOn: z.boolean() });

const ruleSchema = z.object({ id: z.string(), clause: z.string(), standing: standingSchema });

/** The trunks of the user's call centre, oldest first, with the rules that apply. */
export const trunksSchema = z.object({
  today: z.iso.date(),
  agreementRule: ruleSchema,
  /** Channels of one E1. */
  linesPerE1: z.number(),
  linesRule: ruleSchema,
  items: z.array(
    trunkFormSchema.extend({
      id: z.uuid(),
      version: z.number(),
      agreementUntil: z.iso.date().nullable(),
      /** The state of the agreement: in force, ending within 60 days, or over. */
      agreement: z.enum(["in-force", "ending", "over"]),
      createdAt: z.iso.datetime(),
      /** Addresses that wait for the approval of the installation's administrator: their calls do not count as the trunk's. */
      waitingAddresses: z.array(z.string()),
      /** Channels in use now. */
      channelsUsed: z.number(),
      /** Whether it responded to the last probe of the switch (OPTIONS), and since when; null before the first probe. */
      reach: z
        .object({
          state: z.enum(["up", "down"]),
          since: z.iso.datetime(),
          checkedAt: z.iso.datetime(),
          /** Whether it is blocked because its host is an address of this machine or of its links. */
          isForbidden: z.boolean(),
        })
        .nullable(),
    }),
  ),
});

/** Source addresses of a tenant's trunks, with their approval and with other tenants that claim them. */
export const trunkAddressesSchema = z.object({
  items: z.array(
    z.object({
      address: z.string(),
      /** The name of the trunk. */
      trunk: z.string(),
      approvedAt: z.iso.datetime().nullable(),
      /** The administrator who approved the address; null for a migrated address and for the only tenant of an installation. */
      approver: z.string().nullable(),
      claimants: z.array(z.string()),
    }),
  ),
});

/** Approves a source address, or withdraws its approval. */
export const trunkApprovalSchema = z.strictObject({
  address: z.union([z.ipv4(), z.ipv6()]),
  isApproved: z.boolean(),
});
