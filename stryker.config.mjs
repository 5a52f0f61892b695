// Mutation testing of pure decisions about money, deadlines and separation of duties: `node bin/run.mjs tools/mutation.ts`.
export default {
  mutate: [
    "src/kernel/fair-share.ts",
    "src/licensing/applications/licence-chain.ts",
    "src/licensing/numbering/cases/application-chain.ts",
    "src/licensing/promises/promise-clock.ts",
    "src/service/telephony/cdr/rate-legs.ts",
    "src/service/messaging/billing/{charged-class,price}.ts",
  ],
  testFiles: [
    "src/kernel/fair-share.test.ts",
    "src/licensing/applications/{licence-chain,permitted-commands}.test.ts",
    "src/licensing/numbering/cases/application.test.ts",
    "src/licensing/promises/promise-clock.test.ts",
    "src/service/telephony/cdr/rate-legs.test.ts",
    "src/service/messaging/billing/{charged-class,price}.test.ts",
  ],
  testRunner: "vitest",
  vitest: { configFile: "vitest.config.ts", related: false },
  // The type check rejects an empty string where a state, a side or a refusal code belongs.
  mutator: { excludedMutations: ["StringLiteral"] },
  ignoreStatic: true,
  reporters: ["clear-text"],
  clearTextReporter: { allowColor: false, allowEmojis: false, logTests: false },
  tempDirName: ".cache/stryker",
  concurrency: 2,
  // The score floor: raise it when the tests improve, never lower it.
  thresholds: { high: 100, low: 96, break: 95 },
};
