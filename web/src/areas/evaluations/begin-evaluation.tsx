/** Starts an evaluation of a contact: selects the form and opens the evaluation. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { sessionQuery } from "../../data/queries.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { SelectField } from "../../parts/fields.tsx";
import { Awaiting, FailureNotice } from "../../parts/notice.tsx";
import { may } from "../../shell/places.ts";
import { EVALUATIONS_KEY, formsQuery } from "./evaluation-data.ts";

interface Judged {
  readonly contactId: string;
  readonly agentId: string;
}

/** The button on the screen of a contact, for users who may evaluate. */
export function BeginEvaluation({ contact }: { readonly contact: Judged }): ReactNode {
  const t = useTranslations("web.evaluations");
  const { data: session } = useQuery(sessionQuery);
  const [isOpen, setOpen] = useState(false);
  if (!may(session, "evaluation.manage")) return null;
  return (
    <>
      <button type="button" className="button" onClick={() => setOpen(true)}>
        {t("begin")}
      </button>
      {isOpen ? <BeginDialog contact={contact} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

/** Selects the form; open while mounted. */
export function BeginDialog({
  contact: { contactId, agentId },
  onClose,
}: {
  readonly contact: Judged;
  readonly onClose: () => void;
}): ReactNode {
  const t = useTranslations("web.evaluations");
  const parts = useTranslations("web.parts");
  const cache = useQueryClient();
  const navigate = useNavigate();
  const forms = useQuery(formsQuery);
  const [chosen, setChosen] = useState<string | null>(null);
  const formId = chosen ?? forms.data?.items[0]?.id;
  const beginning = useMutation({
    mutationFn: (form: string) =>
      read<{ id: string }>(api.POST("/api/service/evaluations", { body: { contactId, agentId, formId: form } })),
    onSuccess: async ({ id }) => {
      await cache.invalidateQueries({ queryKey: EVALUATIONS_KEY });
      await navigate({ to: "/layanan/penilaian/$id", params: { id } });
    },
  });
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    if (formId !== undefined) beginning.mutate(formId);
  };
  return (
    <Dialog title={t("begin")} onClose={onClose}>
      <form noValidate className="grid gap-4" onSubmit={onSubmit}>
        <p className="max-w-[60ch]">{t("beginLead")}</p>
        <Awaiting query={forms} lines={1} />
        {forms.data?.items.length === 0 ? (
          <p>
            {t("beginNone")} <Link to="/layanan/formulir-penilaian/baru">{t("beginForm")}</Link>
          </p>
        ) : (
          <SelectField
            name="evaluation-form"
            label={t("form")}
            value={formId ?? ""}
            onChange={(event) => setChosen(event.target.value)}
          >
            {forms.data?.items.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </SelectField>
        )}
        {beginning.error === null ? null : <FailureNotice error={beginning.error} />}
        <div className="flex flex-wrap gap-2">
          <BusyButton
            type="submit"
            className="button button-main"
            isBusy={beginning.isPending}
            disabled={formId === undefined}
          >
            {beginning.isPending ? parts("working") : t("beginAct")}
          </BusyButton>
          <button type="button" className="button" onClick={onClose}>
            {parts("cancel")}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
