/** The subprocess that checks the signatures of uploaded files. */
import { serveTasks } from "../../../platform/subprocess/index.ts";
import { type VerifyTask, verifyDocument } from "./verify-document.effects.ts";
import type { DocumentCheck } from "./verify-document.ts";

serveTasks<VerifyTask, DocumentCheck>(async ({ bytes, anchors }) => verifyDocument(bytes, anchors));
