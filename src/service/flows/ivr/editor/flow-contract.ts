import { z } from "zod";
import { flowSchema, openingHoursSchema } from "../contract.ts";
import { FLOW_EXAMPLES } from "./example-flows.shared.ts";

const name = z.string().trim().min(1).max(80);
const note = z.string().trim().max(300);
const code = z.string().regex(/^\d{3,8}$/);
const version = z.number().int().min(1);

/** A flow that is begun: its name, and the example it begins as. */
export const flowFormSchema = z.strictObject({ name, example: z.enum(FLOW_EXAMPLES) });

/** A draft as it is saved over the one that was read at this version. */
export const flowDraftSchema = z.strictObject({ expectedVersion: version, name, draft: flowSchema });

/** The draft that was read at this version is published, with a note for whoever looks back. */
export const flowPublishSchema = z.strictObject({ expectedVersion: version, note });

/** A version is brought back, with a note for whoever looks back. */
export const flowRestoreSchema = z.strictObject({ note });

/** The flow that a number has had when it was asked for; null for none. */
export const flowAssignSchema = z.strictObject({ from: z.uuid().nullable() });

/** Who published a version, when and why. */
const versionSchema = z.object({
  number: z.number(),
  note: z.string(),
  publishedAt: z.iso.datetime(),
  publishedBy: z.string(),
  /** The version that this one brought back; null for one made of a draft. */
  broughtBack: z.number().nullable(),
});

/** The flows of the caller's call centre, by name. */
export const flowsSchema = z.object({
  items: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      version: z.number(),
      steps: z.number(),
      numbers: z.array(code),
      /** Null while nothing was published. */
      live: versionSchema.nullable(),
      /** Whether the draft does other than the live version. */
      isChanged: z.boolean(),
      changedAt: z.iso.datetime(),
      changedBy: z.string(),
    }),
  ),
});

/** A flow as it is edited, beside its live version. */
export const storedFlowSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  version: z.number(),
  draft: flowSchema,
  live: versionSchema.extend({ flow: flowSchema }).nullable(),
  numbers: z.array(code),
  changedAt: z.iso.datetime(),
  changedBy: z.string(),
});

/** The versions of a flow, newest first. */
export const flowVersionsSchema = z.object({ items: z.array(versionSchema) });

/** One version, and what it changed in words of the reader's language. */
export const flowVersionSchema = versionSchema.extend({ flow: flowSchema, changes: z.array(z.string()) });

/** A published version's number, and whether it was made now or is what was live already. */
export const flowPublishedSchema = z.object({ number: z.number(), isNew: z.boolean() });

/** What keeps a draft from being published, in words of the reader's language. */
export const flowFindingsSchema = z.object({
  items: z.array(
    z.object({
      stepId: z.string().nullable(),
      field: z.string(),
      rule: z.string(),
      what: z.string(),
      remedy: z.string(),
    }),
  ),
});

/** What a draft does other than the live version, in words of the reader's language. */
export const flowChangesSchema = z.object({
  /** The live version; null while there is none, and then everything is new. */
  live: z.number().nullable(),
  items: z.array(z.object({ stepId: z.string().nullable(), what: z.string() })),
});

/** What the flows of a call centre may speak of. */
export const flowSurroundingsSchema = z.object({
  queues: z.array(z.object({ id: z.string(), name: z.string() })),
  /** Own recordings; those that ship are known to the browser. */
  prompts: z.array(z.object({ name: z.string(), language: z.enum(["id", "en"]), words: z.string() })),
  numbers: z.array(
    z.object({ code, label: z.string(), flow: z.object({ id: z.uuid(), name: z.string() }).nullable() }),
  ),
  /** Hours that are kept under a name. */
  hours: z.array(z.object({ id: z.uuid(), name: z.string(), version: z.number(), hours: openingHoursSchema })),
  /** Lists of places and prices, each with an entry as an example; null for an empty one. */
  lists: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      kind: z.enum(["locations", "prices"]),
      example: z.record(z.string(), z.string()).nullable(),
    }),
  ),
  daysOff: z.array(z.object({ date: z.string(), kind: z.enum(["national", "joint-leave"]), name: z.string() })),
});
