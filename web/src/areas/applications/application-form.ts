/** The form of an application: what is typed is mirrored in this browser until the server has saved it. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { api } from "../../data/client.ts";
import { dropDraft, keepDraft, readDraft } from "../../data/drafts.ts";
import { read } from "../../data/problem.ts";
import { applicationQuery } from "../../data/queries.ts";
import type { Application, ApplicationForm } from "../../data/types.ts";

/** The parts of the form, in order. */
export const PARTS = ["number", "service", "purpose", "letter", "declaration"] as const;

/** One of the parts. */
export type PartName = (typeof PARTS)[number];

/** How far a part is. */
export type PartState = "empty" | "begun" | "mend" | "done";

/** The service and number kind that can be applied for today. */
export const CALL_CENTRE = { service: "call-centre", numberKind: "call-centre-access-code", kbli: "82200" } as const;

interface Mirror {
  readonly version: number;
  readonly form: ApplicationForm;
}

interface FormHandle {
  readonly form: ApplicationForm;
  readonly change: (part: Partial<ApplicationForm>) => void;
  readonly save: (then: () => void) => void;
  readonly saving: boolean;
  readonly error: Error | null;
}

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
  const change = useCallback(
    (part: Partial<ApplicationForm>) =>
      setForm((before) => {
        const next = { ...before, ...part };
        keepDraft(keyOf(id), { version, form: next } satisfies Mirror);
        return next;
      }),
    [id, version],
  );
  const saving = useMutation({
    mutationFn: (next: ApplicationForm) =>
      read<Application>(
        api.PUT("/api/applications/{id}/form", {
          params: { path: { id } },
          body: { expectedVersion: version, form: next },
        }),
      ),
    onSuccess: (after) => {
      dropDraft(keyOf(id));
      cache.setQueryData(applicationQuery(id).queryKey, after);
    },
  });
  const save = (then: () => void): void => saving.mutate(form, { onSuccess: then });
  return { form, change, save, saving: saving.isPending, error: saving.error };
}

const PURPOSE_MIN = 20;

/** Which items of the check belong to which part. */
const ITEMS_OF: Readonly<Record<PartName, readonly string[]>> = {
  number: ["code"],
  service: ["nib", "npwp"],
  purpose: [],
  letter: ["letter"],
  declaration: ["declaration"],
};

/** How far each part is, from what the server has saved. */
export function partState(application: Application, part: PartName): PartState {
  const { form, items, hold, state } = application;
  const returned = items.some((item) => item.verdict === "returned" && ITEMS_OF[part].includes(item.key));
  if (returned) return "mend";
  const purposeLength = form.purpose.trim().length;
  const states: Readonly<Record<PartName, PartState>> = {
    number: hold !== null || state !== "draft" ? "done" : "mend",
    service: form.kbli !== "" && form.service !== "" && form.numberKind !== "" ? "done" : "empty",
    purpose: purposeLength >= PURPOSE_MIN ? "done" : purposeLength > 0 ? "begun" : "empty",
    letter: form.letterFileId === null ? "empty" : "done",
    declaration: form.declaration ? "done" : "empty",
  };
  return states[part];
}
