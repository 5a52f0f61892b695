/** Setting: whether agents see on the desktop that a supervisor participates in their call. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { sessionQuery } from "../../data/queries.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { Awaiting, FailureNotice } from "../../parts/notice.tsx";
import { may } from "../../shell/places.ts";
import { supervisionQuery } from "../calls/supervision-data.ts";

/** The section; only users who manage the call centre can change the setting. */
export function SupervisionSetting(): ReactNode {
  const { data: session } = useQuery(sessionQuery);
  return may(session, "call.supervise") ? <Setting mayChange={may(session, "service.manage")} /> : null;
}

function Setting({ mayChange }: { readonly mayChange: boolean }): ReactNode {
  const t = useTranslations("web.queues.supervision");
  const found = useQuery(supervisionQuery);
  const cache = useQueryClient();
  const changing = useMutation({
    mutationFn: (isShown: boolean) => read(api.PUT("/api/service/supervision", { body: { isShown } })),
    onSuccess: () => cache.invalidateQueries({ queryKey: supervisionQuery.queryKey }),
  });
  const isShown = found.data?.isShown;
  return (
    <section className="grid max-w-[70ch] gap-3" aria-labelledby="supervision">
      <h2 id="supervision">{t("title")}</h2>
      <p>{t("lead")}</p>
      <Awaiting query={found} lines={1} />
      {isShown === undefined ? null : (
        <>
          <p role="status" className="font-semibold">
            {t(isShown ? "isShown" : "isHidden")}
          </p>
          {mayChange ? (
            <BusyButton
              type="button"
              className="button justify-self-start"
              isBusy={changing.isPending}
              onClick={() => changing.mutate(!isShown)}
            >
              {t(isShown ? "hide" : "show")}
            </BusyButton>
          ) : null}
        </>
      )}
      {changing.error === null ? null : <FailureNotice error={changing.error} />}
    </section>
  );
}
