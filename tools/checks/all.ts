import { architecturePage } from "./architecture-page.ts";
import { articleMap } from "./article-map.ts";
import { busyButtons } from "./busy-buttons.ts";
import { decidedDependencies } from "./decided-dependencies.ts";
import { decisions } from "./decisions.ts";
import { docComments } from "./doc-comments.ts";
import { documents } from "./documents.ts";
import { fileNames } from "./file-names.ts";
import type { Check } from "./finding.ts";
import { importEndings } from "./import-endings.ts";
import { imports } from "./imports.ts";
import { lateEffects } from "./late-effects.ts";
import { lengths } from "./lengths.ts";
import { localeParts } from "./locale-parts.ts";
import { migrations } from "./migrations.ts";
import { modulesKnown } from "./modules.ts";
import { openTasks } from "./open-tasks.ts";
import { refusalMessages } from "./refusal-messages.ts";
import { secrets } from "./secrets.ts";
import { sleeps } from "./sleeps.ts";
import { textStyle } from "./text-style.ts";
import { typedWords } from "./typed-words.ts";
import { words } from "./words.ts";

/** The checks that no library does for us, in the order in which they are reported. */
export const allChecks: readonly Check[] = [
  imports,
  modulesKnown,
  fileNames,
  importEndings,
  docComments,
  documents,
  architecturePage,
  decisions,
  articleMap,
  openTasks,
  busyButtons,
  lateEffects,
  localeParts,
  typedWords,
  textStyle,
  refusalMessages,
  migrations,
  decidedDependencies,
  secrets,
  sleeps,
  words,
  lengths,
];
