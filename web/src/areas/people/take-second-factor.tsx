/** Removes a lost second factor of a user. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import type { PersonRow } from "../../data/types.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { FailureNotice, Notice } from "../../parts/notice.tsx";

/** The confirmation and its result. */
export function TakeSecondFactorDialog({
  person,
  onClose,
}: {
  readonly person: PersonRow;
  readonly onClose: () => void;
}): ReactNode {
  const t = useTranslations("web.persons");
  const parts = useTranslations("web.parts");
  const { name } = person;
  const take = useMutation({
    mutationFn: () => read(api.DELETE("/api/people/{id}/second-factor", { params: { path: { id: person.id } } })),
  });
  return (
    <Dialog title={t("takeFactorTitle", { name })} onClose={onClose}>
      <div className="grid gap-5">
        {take.isSuccess ? (
          <div role="status">
            <Notice tone="good">{t("takeFactorDone", { name })}</Notice>
          </div>
        ) : (
          <p>{t("takeFactorText")}</p>
        )}
        {take.error === null ? null : <FailureNotice error={take.error} />}
        <div className="flex flex-wrap gap-2">
          {take.isSuccess ? null : (
            <BusyButton
              type="button"
              className="button button-danger"
              isBusy={take.isPending}
              onClick={() => take.mutate()}
            >
              {t("takeFactorYes", { name })}
            </BusyButton>
          )}
          <button type="button" className="button" onClick={onClose}>
            {take.isSuccess ? parts("close") : parts("cancel")}
          </button>
        </div>
      </div>
    </Dialog>
  );
}
