/** The groups of messages that load on their own: a screen brings only the words it uses. Made by `vite.config.ts`. */
type Load = () => Promise<{ readonly default: object }>;

/** For each group and language, its loader. */
export const WORD_FILES = {
  base: { id: () => import("words:id/base"), en: () => import("words:en/base") },
  numbers: { id: () => import("words:id/numbers"), en: () => import("words:en/numbers") },
  rules: { id: () => import("words:id/rules"), en: () => import("words:en/rules") },
  people: { id: () => import("words:id/people"), en: () => import("words:en/people") },
  links: { id: () => import("words:id/links"), en: () => import("words:en/links") },
  account: { id: () => import("words:id/account"), en: () => import("words:en/account") },
  offices: { id: () => import("words:id/offices"), en: () => import("words:en/offices") },
  secondFactor: { id: () => import("words:id/secondFactor"), en: () => import("words:en/secondFactor") },
  overview: { id: () => import("words:id/overview"), en: () => import("words:en/overview") },
  organisation: { id: () => import("words:id/organisation"), en: () => import("words:en/organisation") },
  acting: { id: () => import("words:id/acting"), en: () => import("words:en/acting") },
  verify: { id: () => import("words:id/verify"), en: () => import("words:en/verify") },
  application: { id: () => import("words:id/application"), en: () => import("words:en/application") },
  licences: { id: () => import("words:id/licences"), en: () => import("words:en/licences") },
  licence: { id: () => import("words:id/licence"), en: () => import("words:en/licence") },
  licenceDesk: { id: () => import("words:id/licenceDesk"), en: () => import("words:en/licenceDesk") },
  licenceForm: { id: () => import("words:id/licenceForm"), en: () => import("words:en/licenceForm") },
  licenceRecord: { id: () => import("words:id/licenceRecord"), en: () => import("words:en/licenceRecord") },
  objection: { id: () => import("words:id/objection"), en: () => import("words:en/objection") },
  test: { id: () => import("words:id/test"), en: () => import("words:en/test") },
  testDesk: { id: () => import("words:id/testDesk"), en: () => import("words:en/testDesk") },
  testField: { id: () => import("words:id/testField"), en: () => import("words:en/testField") },
  inventory: { id: () => import("words:id/inventory"), en: () => import("words:en/inventory") },
  imports: { id: () => import("words:id/imports"), en: () => import("words:en/imports") },
  desk: { id: () => import("words:id/desk"), en: () => import("words:en/desk") },
  flows: { id: () => import("words:id/flows"), en: () => import("words:en/flows") },
  queues: { id: () => import("words:id/queues"), en: () => import("words:en/queues") },
  agentDesk: { id: () => import("words:id/agentDesk"), en: () => import("words:en/agentDesk") },
  centrePeople: { id: () => import("words:id/centrePeople"), en: () => import("words:en/centrePeople") },
  evaluations: { id: () => import("words:id/evaluations"), en: () => import("words:en/evaluations") },
  centreAudit: { id: () => import("words:id/centreAudit"), en: () => import("words:en/centreAudit") },
  queueReport: { id: () => import("words:id/queueReport"), en: () => import("words:en/queueReport") },
  service: { id: () => import("words:id/service"), en: () => import("words:en/service") },
  calls: { id: () => import("words:id/calls"), en: () => import("words:en/calls") },
  instruments: { id: () => import("words:id/instruments"), en: () => import("words:en/instruments") },
  licenceList: { id: () => import("words:id/licenceList"), en: () => import("words:en/licenceList") },
  dashboard: { id: () => import("words:id/dashboard"), en: () => import("words:en/dashboard") },
  oss: { id: () => import("words:id/oss"), en: () => import("words:en/oss") },
} as const satisfies Readonly<Record<string, Readonly<Record<"id" | "en", Load>>>>;

/** The name of a group. */
export type WordGroup = keyof typeof WORD_FILES;
