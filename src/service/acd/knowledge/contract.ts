import { z } from "zod";
import { ARTICLE_STATES, LIMITS } from "./limits.shared.ts";
import { LIST_KINDS } from "./list-columns.shared.ts";

const instant = z.iso.datetime();
const day = z.iso.date();
const title = z.string().trim().min(1).max(LIMITS.title);

/** A choice that a caller may make in a flow. */
const choicePlace = z.strictObject({
  flowId: z.uuid(),
  stepId: z.string().min(1).max(40),
  keys: z.string().min(1).max(4),
});

/** A choice that a caller may make in a flow. */
export type ChoicePlace = z.infer<typeof choicePlace>;

/** An article that is begun. */
export const articleFormSchema = z.strictObject({ title });

/** A draft as it is saved over the one that was read at this version; where it is shown by itself holds at once. */
export const articleDraftSchema = z.strictObject({
  expectedVersion: z.number().int().min(1),
  title,
  body: z.string().max(LIMITS.body),
  owner: z.string().trim().max(LIMITS.owner),
  queueIds: z.array(z.uuid()).max(LIMITS.places),
  choices: z.array(choicePlace).max(LIMITS.places),
});

/** A draft, see `articleDraftSchema`. */
export type ArticleDraft = z.infer<typeof articleDraftSchema>;

/** The draft that was read at this version is published: from a day on, until a day or until another takes its place. */
export const articlePublishSchema = z.strictObject({
  expectedVersion: z.number().int().min(1),
  inForceFrom: day,
  inForceUntil: day.nullable(),
  note: z.string().trim().max(LIMITS.note),
});

/** A publication, see `articlePublishSchema`. */
export type ArticlePublish = z.infer<typeof articlePublishSchema>;

/** A version as lists tell of it. */
const versionSchema = z.object({
  number: z.number(),
  title: z.string(),
  owner: z.string(),
  inForceFrom: day,
  inForceUntil: day.nullable(),
  note: z.string(),
  publishedAt: instant,
  publishedBy: z.string(),
});

/** One version with its text. */
export const articleVersionSchema = versionSchema.extend({ body: z.string() });

/** Which articles are looked for. */
export const articlesQuery = z.strictObject({
  search: z.string().max(LIMITS.question).optional(),
  state: z.enum(ARTICLE_STATES).optional(),
  page: z.coerce.number().int().min(1).max(1_000).default(1),
});

/** Articles by title, a page of them. */
export const articlesSchema = z.object({
  /** The day these states are of, in the zone of the call centre. */
  today: day,
  total: z.number(),
  hasMore: z.boolean(),
  items: z.array(
    z.object({
      id: z.uuid(),
      title: z.string(),
      owner: z.string(),
      state: z.enum(ARTICLE_STATES),
      /** Whether the draft says other than the newest version. */
      isChanged: z.boolean(),
      inForceFrom: day.nullable(),
      inForceUntil: day.nullable(),
      reviewedOn: day.nullable(),
      changedAt: instant,
      changedBy: z.string(),
    }),
  ),
});

/** An article as it is edited, with its versions, the newest first. */
export const articleSchema = z.object({
  id: z.uuid(),
  title: z.string(),
  body: z.string(),
  owner: z.string(),
  version: z.number(),
  state: z.enum(ARTICLE_STATES),
  today: day,
  reviewedOn: day.nullable(),
  queueIds: z.array(z.uuid()),
  choices: z.array(choicePlace),
  versions: z.array(versionSchema),
});

/** Where articles can be shown by themselves. */
export const informationPlacesSchema = z.object({
  queues: z.array(z.object({ id: z.uuid(), name: z.string() })),
  choices: z.array(choicePlace.extend({ flow: z.string(), step: z.string(), label: z.string() })),
});

/** What was looked for and not found, the most frequent first. */
export const informationMissesSchema = z.object({
  items: z.array(z.object({ id: z.uuid(), words: z.string(), times: z.number(), lastAt: instant })),
});

/** What an agent looks for. */
export const informationQuery = z.strictObject({ search: z.string().min(1).max(LIMITS.question) });

/** What an agent looked for without finding anything. */
export const informationMissSchema = z.strictObject({ search: z.string().min(1).max(LIMITS.question) });

/** Articles for an agent, the fittest first, with the text in force. */
export const desktopInformationSchema = z.object({
  items: z.array(
    z.object({ id: z.uuid(), number: z.number(), title: z.string(), body: z.string(), inForceUntil: day.nullable() }),
  ),
  /** Those that were told to the caller of the contact; empty where none is asked about. */
  usedIds: z.array(z.uuid()),
  /** Places and prices, the fittest first; only where something is looked for. */
  entries: z.array(
    z.object({
      listId: z.uuid(),
      number: z.number(),
      line: z.number(),
      kind: z.enum(LIST_KINDS),
      list: z.string(),
      code: z.string(),
      name: z.string(),
      priceRupiah: z.number().nullable(),
      postcode: z.string().nullable(),
      validUntil: day.nullable(),
      fields: z.record(z.string(), z.string()),
    }),
  ),
  usedEntries: z.array(z.object({ listId: z.uuid(), number: z.number(), line: z.number() })),
});

/** Articles for an agent. */
export type DesktopInformation = z.infer<typeof desktopInformationSchema>;

/** The version that was told to the caller. */
export const informationUseSchema = z.strictObject({ articleId: z.uuid(), number: z.number().int().min(1).max(9_999) });

/** The entry of a list that was told to the caller. */
export const entryUseSchema = z.strictObject({
  listId: z.uuid(),
  number: z.number().int().min(1).max(999),
  line: z.number().int().min(1).max(100_000),
});
