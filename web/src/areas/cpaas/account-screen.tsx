/** The API account of a call centre, and its tokens. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { EndDialog } from "../../parts/end-dialog.tsx";
import { Awaiting, FailureNotice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { moment } from "../../words/dates.ts";
import { CopyButton } from "../people/copy-button.tsx";
import { BrowserKeys } from "./browser-keys.tsx";
import { type Account, accountQuery } from "./cpaas-data.ts";
import { CpaasWays } from "./cpaas-ways.tsx";
import { TokenDialog } from "./token-dialog.tsx";

/** The screen of `/layanan/api`. */
export function AccountScreen(): ReactNode {
  const t = useTranslations("web.cpaas.account");
  const found = useQuery(accountQuery);
  return (
    <Page width="working" title={t("title")} lead={t("lead")} above={<CpaasWays />}>
      <Awaiting query={found} lines={4} />
      {found.data === undefined ? null : (
        <div className="grid gap-10">
          <dl className="max-w-[80ch]">
            <Fact name={t("sid")} value={found.data.accountSid} />
            <Fact name={t("baseUrl")} value={found.data.baseUrl} />
          </dl>
          <Tokens account={found.data} />
          <section className="grid gap-3" aria-labelledby="keys">
            <h2 id="keys">{t("keys")}</h2>
            <p className="max-w-[70ch] text-soft">{t("keysText")}</p>
            <p>
              <Link to="/layanan/api/kunci">{t("keys")}</Link>
            </p>
          </section>
          <BrowserKeys />
        </div>
      )}
    </Page>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string }): ReactNode {
  const t = useTranslations("web.cpaas");
  return (
    <div className="grid gap-1 border-b border-line py-2 sm:grid-cols-[160px_1fr]">
      <dt className="text-small text-soft">{name}</dt>
      <dd className="flex flex-wrap items-center gap-2">
        <code className="font-semibold break-all select-all">{value}</code>
        <CopyButton text={value} label={t("copy", { what: name })} />
      </dd>
    </div>
  );
}

type TokenAction = "show-primary" | "show-secondary" | "promote" | "end" | null;

function Tokens({ account }: { readonly account: Account }): ReactNode {
  const t = useTranslations("web.cpaas.account");
  const [asked, setAsked] = useState<TokenAction>(null);
  const close = (): void => setAsked(null);
  const { primaryMadeAt, secondaryMadeAt } = account;
  return (
    <section className="grid gap-4" aria-labelledby="tokens">
      <div>
        <h2 id="tokens">{t("tokens")}</h2>
        <p className="mt-1 max-w-[70ch] text-soft">{t("tokensText")}</p>
      </div>
      <TokenRow place="primary" madeAt={primaryMadeAt} onShow={() => setAsked("show-primary")} />
      <TokenRow place="secondary" madeAt={secondaryMadeAt} onShow={() => setAsked("show-secondary")}>
        {secondaryMadeAt === null ? (
          <AddSecond />
        ) : (
          <>
            <button type="button" className="button" onClick={() => setAsked("promote")}>
              {t("promote")}
            </button>
            <button type="button" className="button" onClick={() => setAsked("end")}>
              {t("endSecond")}
            </button>
          </>
        )}
      </TokenRow>
      {asked === "show-primary" ? <TokenDialog place="primary" onClose={close} /> : null}
      {asked === "show-secondary" ? <TokenDialog place="secondary" onClose={close} /> : null}
      {asked === "promote" ? (
        <EndDialog
          title={t("promoteTitle")}
          text={t("promoteText")}
          yes={t("promoteYes")}
          end={() => read(api.POST("/api/service/account/secondary-token/promotion"))}
          onClose={close}
        />
      ) : null}
      {asked === "end" ? (
        <EndDialog
          title={t("endSecondTitle")}
          text={t("endSecondText")}
          yes={t("endSecondYes")}
          end={() => read(api.DELETE("/api/service/account/secondary-token"))}
          onClose={close}
        />
      ) : null}
    </section>
  );
}

interface TokenRowProps {
  readonly place: "primary" | "secondary";
  readonly madeAt: string | null;
  readonly onShow: () => void;
  readonly children?: ReactNode;
}

function TokenRow({ place, madeAt, onShow, children }: TokenRowProps): ReactNode {
  const t = useTranslations("web.cpaas.account");
  const locale = useLocale();
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 border-b border-line py-3" data-token={place}>
      <div className="grid">
        <span className="font-semibold">{t(place)}</span>
        <span className="text-soft">{madeAt === null ? t("none") : t("madeAt", { at: moment(madeAt, locale) })}</span>
      </div>
      <div className="flex flex-wrap gap-2">
        {madeAt === null ? null : (
          <button type="button" className="button" aria-label={t("showOf", { place: t(place) })} onClick={onShow}>
            {t("show")}
          </button>
        )}
        {children}
      </div>
    </div>
  );
}

function AddSecond(): ReactNode {
  const t = useTranslations("web.cpaas.account");
  const cache = useQueryClient();
  const adding = useMutation({
    mutationFn: () => read(api.POST("/api/service/account/secondary-token")),
    onSuccess: () => cache.invalidateQueries({ queryKey: accountQuery.queryKey }),
  });
  return (
    <>
      {adding.error === null ? null : <FailureNotice error={adding.error} />}
      <BusyButton type="button" className="button" isBusy={adding.isPending} onClick={() => adding.mutate()}>
        {t("addSecond")}
      </BusyButton>
    </>
  );
}
