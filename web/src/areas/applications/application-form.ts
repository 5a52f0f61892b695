/** The form of an application: what is typed is mirrored in this browser until the server has saved it. */
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { api } from "../../data/client.ts";
import { dropDraft, keepDraft, readDraft } from "../../data/drafts.ts";
import { read } from "../../data/problem.ts";
import { applicationQuery } from "../../data/queries.ts";
import type { Application, ApplicationForm, ApplicationKind } from "../../data/types.ts";
import { useMutation } from "../../data/use-mutation.ts";

/** The parts of the form of each kind, in order. */
const PARTS = {
  new: ["number", "service", "newService", "purpose", "letter", "declaration"],
  additional: ["number", "service", "basis", "usage", "user", "purpose", "declaration"],
  change: ["ground", "values", "papers", "earlier", "declaration"],
  return: ["reason", "earlier", "declaration"],
  revocation: [],
} as const;

/** One of the parts. */
export type PartName = (typeof PARTS)[ApplicationKind][number];

/** The parts of this application's form: an earlier decree only where none of ours is in force, a new service of a holder. */
export function partsOf(
  application: Pick<Application, "kind" | "decreeInForce" | "form" | "heldServices">,
): readonly PartName[] {
  const { kind, decreeInForce, form, heldServices } = application;
  const isShown: Readonly<Partial<Record<PartName, boolean>>> = {
    earlier: decreeInForce === null,
    values: form.change?.ground !== "rule",
    newService: heldServices !== null,
  };
  return PARTS[kind].filter((part) => isShown[part] ?? true);
}

/** How far a part is. */
export type PartState = "empty" | "begun" | "mend" | "done";

/** The service and number kind that can be applied for today. */
export const CALL_CENTRE = { service: "call-centre", numberKind: "call-centre-access-code", kbli: "82200" } as const;

interface Mirror {
  readonly version: number;
  readonly form: ApplicationForm;
}

/** New values of some fields; made from what is typed by then, where a file may arrive late. */
export type FormChange = Partial<ApplicationForm> | ((before: ApplicationForm) => Partial<ApplicationForm>);

interface FormHandle {
  readonly form: ApplicationForm;
  readonly change: (part: FormChange) => void;
  readonly save: (then: () => void) => void;
  readonly saving: boolean;
  readonly error: Error | null;
}

/** So long after the last key the form is saved by itself, to be there on another device. */
const AUTOSAVE_MS = 2_000;

const keyOf = (id: string): string => `application.${id}`;

function startingForm(application: Application): ApplicationForm {
  const mirror = readDraft<Mirror>(keyOf(application.id));
  const base = mirror !== null && mirror.version === application.version ? mirror.form : application.form;
  return {
    ...base,
    kbli: base.kbli || CALL_CENTRE.kbli,
    service: base.service || CALL_CENTRE.service,
    numberKind: base.numberKind || CALL_CENTRE.numberKind,
  };
}

/** The form as it is typed, with saving. */
export function useApplicationForm(application: Application): FormHandle {
  const cache = useQueryClient();
  const { id, version } = application;
  const [form, setForm] = useState(() => startingForm(application));
  const latest = useRef(version);
  useEffect(() => {
    latest.current = Math.max(latest.current, version);
  }, [version]);
  const [typed, setTyped] = useState(0);
  const change = useCallback(
    (part: FormChange) =>
      setForm((before) => {
        const next = { ...before, ...(typeof part === "function" ? part(before) : part) };
        keepDraft(keyOf(id), { version: latest.current, form: next } satisfies Mirror);
        setTyped((times) => times + 1);
        return next;
      }),
    [id],
  );
  // Saved one after the other, each on the version that the one before it has made.
  const saving = useMutation({
    scope: { id: `form ${id}` },
    mutationFn: (next: ApplicationForm) =>
      read<Application>(
        api.PUT("/api/applications/{id}/form", {
          params: { path: { id } },
          body: { expectedVersion: latest.current, form: next },
        }),
      ),
    onSuccess: (after) => {
      latest.current = after.version;
      dropDraft(keyOf(id));
      cache.setQueryData(applicationQuery(id).queryKey, after);
    },
  });
  // A save that the timer begins meanwhile must not swallow what comes after this one, nor the press that asks for it.
  const [isAsked, setAsked] = useState(false);
  const save = (then: () => void): void => {
    setAsked(true);
    // What the timer would save is saved here: a second save would change the version under the page that comes next.
    setTyped(0);
    void saving
      .mutateAsync(form)
      .then(then, () => undefined)
      .finally(() => setAsked(false));
  };
  const { mutate } = saving;
  useEffect(() => {
    if (typed === 0) return undefined;
    const timer = setTimeout(() => mutate(form), AUTOSAVE_MS);
    return () => clearTimeout(timer);
  }, [typed, form, mutate]);
  return { form, change, save, saving: isAsked, error: saving.error };
}

const PURPOSE_MIN = 20;

/** Which items of the check belong to which part. */
const ITEMS_OF: Readonly<Record<PartName, readonly string[]>> = {
  number: ["code"],
  service: ["nib", "npwp", "legal-basis"],
  newService: ["new-service", "basis"],
  basis: ["basis"],
  usage: ["usage-report"],
  user: ["user-letter"],
  purpose: [],
  letter: ["letter"],
  ground: [],
  values: ["new-values"],
  papers: ["licences"],
  earlier: ["decree"],
  reason: ["reason"],
  declaration: ["declaration"],
};

function usageState({ usageReport }: ApplicationForm): PartState {
  const isDone = usageReport.every((row) => row.status !== "" && row.service !== "" && row.evidence !== "");
  if (usageReport.length > 0 && isDone) return "done";
  return usageReport.some((row) => row.status !== "" || row.service !== "") ? "begun" : "empty";
}

function userState({ userName, userLetterFileId }: ApplicationForm): PartState {
  if (userName !== "" && userLetterFileId !== null) return "done";
  return userName === "" && userLetterFileId === null ? "empty" : "begun";
}

function newServiceState({ newService, basisFileId }: ApplicationForm, isOperator: boolean): PartState {
  const isNamed = newService.trim() !== "";
  const hasLicence = !isOperator || basisFileId !== null;
  if (isNamed && hasLicence) return "done";
  return isNamed || basisFileId !== null ? "begun" : "empty";
}

function documentsState({ change }: ApplicationForm): PartState {
  if (change === null || change.licenceAfterFileId === null) return "empty";
  const isDone = change.ground === "rule" ? change.citation.trim() !== "" : change.licenceBeforeFileId !== null;
  return isDone ? "done" : "begun";
}

function earlierState(form: ApplicationForm): PartState {
  const earlier = form.change?.earlier ?? form.return?.earlier;
  if (earlier === undefined || (earlier.number === "" && earlier.fileId === null)) return "empty";
  return earlier.number !== "" && earlier.date !== "" && earlier.fileId !== null ? "done" : "begun";
}

/** Whether the name or the address differs from what the decree says. */
function valuesState({ change }: ApplicationForm): PartState {
  if (change === null || change.after.name.trim() === "") return "empty";
  const after = [change.after.address, change.after.city, change.after.province].filter((part) => part !== "");
  const isSame = change.before.name === change.after.name && change.before.address === after.join(", ");
  return isSame ? "begun" : "done";
}

function lengthState(length: number, least: number): PartState {
  return length >= least ? "done" : length > 0 ? "begun" : "empty";
}

/** The items of the check that belong to a part. */
export function itemsOfPart(part: PartName): readonly string[] {
  return ITEMS_OF[part];
}

/** How far each part is, from what the server has saved. */
export function partState(application: Application, part: PartName): PartState {
  const { form, items, hold, state } = application;
  const returned = items.some((item) => item.verdict === "returned" && ITEMS_OF[part].includes(item.key));
  if (returned) return "mend";
  const states: Readonly<Record<PartName, PartState>> = {
    number: hold !== null || state !== "draft" ? "done" : form.code === "" ? "empty" : "mend",
    service: form.kbli !== "" && form.service !== "" && form.numberKind !== "" ? "done" : "empty",
    newService: newServiceState(form, application.organisation.kind !== "government"),
    purpose: lengthState(form.purpose.trim().length, PURPOSE_MIN),
    ground: "done",
    values: valuesState(form),
    papers: documentsState(form),
    earlier: earlierState(form),
    reason: lengthState(form.return?.reason.trim().length ?? 0, PURPOSE_MIN),
    letter: form.letterFileId === null ? "empty" : "done",
    basis: form.basis === "" ? "empty" : form.basis === "licence" && form.basisFileId === null ? "begun" : "done",
    usage: usageState(form),
    user: userState(form),
    declaration: form.declaration ? "done" : "empty",
  };
  return states[part];
}
