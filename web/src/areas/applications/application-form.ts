/** The form of an application; the input is stored in this browser until the server has saved it. */
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { api } from "../../data/client.ts";
import { dropDraft, keepDraft, readDraft } from "../../data/drafts.ts";
import { read } from "../../data/problem.ts";
import { applicationQuery } from "../../data/queries.ts";
import type { Application, ApplicationForm, ApplicationKind } from "../../data/types.ts";
import { useMutation } from "../../data/use-mutation.ts";

/** The parts of each kind of application, in order. */
const PARTS = {
  new: ["number", "service", "newService", "purpose", "letter", "declaration"],
  additional: ["number", "service", "basis", "usage", "user", "purpose", "declaration"],
  change: ["ground", "values", "papers", "earlier", "declaration"],
  return: ["reason", "earlier", "declaration"],
  revocation: [],
} as const;

/** The name of a part. */
export type PartName = (typeof PARTS)[ApplicationKind][number];

/** The parts of this application: an earlier decree only where none of the system's is in force, a new service for a holder. */
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

/** The completion state of a part. */
export type PartState = "empty" | "begun" | "mend" | "done";

/** The service and number kind that can currently be applied for. */
export const CALL_CENTRE = { service: "call-centre", numberKind: "call-centre-access-code", kbli: "82200" } as const;

interface Mirror {
  readonly version: number;
  readonly form: ApplicationForm;
}

/** Changed fields, or a function of the current form, because a file upload may complete late. */
export type FormChange = Partial<ApplicationForm> | ((before: ApplicationForm) => Partial<ApplicationForm>);

interface FormHandle {
  readonly form: ApplicationForm;
  readonly change: (part: FormChange) => void;
  readonly save: (then: () => void) => void;
  readonly saving: boolean;
  readonly error: Error | null;
}

/** Delay from the last key press to the automatic save, so that the draft is available on other devices. */
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

/** The form data, with saving. */
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
  // Saves run one after the other, each with the version that the previous save produced.
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
  // True only during a requested save: an automatic save must not make the button busy, because a busy button ignores presses.
  const [isAsked, setAsked] = useState(false);
  const save = (then: () => void): void => {
    setAsked(true);
    // Cancels the automatic save, which would change the version under the next page.
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

/** The check items of each part. */
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

/** Whether name or address differ from the decree. */
function valuesState({ change }: ApplicationForm): PartState {
  if (change === null || change.after.name.trim() === "") return "empty";
  const after = [change.after.address, change.after.city, change.after.province].filter((part) => part !== "");
  const isSame = change.before.name === change.after.name && change.before.address === after.join(", ");
  return isSame ? "begun" : "done";
}

function lengthState(length: number, least: number): PartState {
  return length >= least ? "done" : length > 0 ? "begun" : "empty";
}

/** The check items that belong to a part. */
export function itemsOfPart(part: PartName): readonly string[] {
  return ITEMS_OF[part];
}

/** The completion state of each part, from the data saved on the server. */
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
