/** One role of the demonstration: suggestions, and a button that signs the user in. */
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import type { Session } from "../../data/types.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { Icon, type IconName } from "../../parts/icons.tsx";
import { FailureNotice } from "../../parts/notice.tsx";
import { useEntering } from "../people/sign-in-form.ts";
import { requestRing } from "./ring-request.ts";
import type { DemonstrationRole, DemonstrationState } from "./start-data.ts";

const ICONS: Readonly<Record<DemonstrationRole, IconName>> = {
  applicant: "company",
  officer: "stamp",
  agent: "phone",
  supervisor: "chart",
  developer: "exchange",
};

/** The first screen of each role. */
const FIRST_SCREENS: Readonly<Record<DemonstrationRole, string>> = {
  applicant: "/beranda",
  officer: "/beranda",
  agent: "/layanan/meja",
  supervisor: "/layanan/papan",
  developer: "/layanan/api/mulai",
};

function Card({
  icon,
  title,
  text,
  children,
}: {
  readonly icon: IconName;
  readonly title: string;
  readonly text: string;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <li className="card grid content-between gap-4 p-5">
      <div className="grid gap-2">
        <h2 className="flex items-center gap-2 text-lead">
          <Icon name={icon} />
          {title}
        </h2>
        <p className="text-soft">{text}</p>
      </div>
      <div className="grid justify-items-start gap-3">{children}</div>
    </li>
  );
}

/** A role with an account; the button is enabled once the account exists. */
export function RoleCard({
  name,
  demonstration,
  children,
}: {
  readonly name: DemonstrationRole;
  readonly demonstration: DemonstrationState;
  readonly children?: ReactNode;
}): ReactNode {
  const t = useTranslations("web.start");
  const { enter, working, problem } = useEntering(
    () => read<Session>(api.POST("/api/demonstration/session", { body: { role: name } })),
    FIRST_SCREENS[name],
  );
  return (
    <Card icon={ICONS[name]} title={t(`roles.${name}.title`)} text={t(`roles.${name}.text`)}>
      {children}
      {problem === null ? null : <FailureNotice error={new Error(problem.code, { cause: problem })} />}
      {demonstration.roles.includes(name) ? (
        <BusyButton type="button" className="button button-main" isBusy={working} onClick={() => enter(undefined)}>
          {t(`roles.${name}.button`)}
        </BusyButton>
      ) : (
        <button type="button" className="button" disabled>
          {demonstration.state === "building" ? t("notYet") : t("missing")}
        </button>
      )}
    </Card>
  );
}

/** Signs in as an agent and requests a simulated call, which the agent desktop starts. */
export function RingButton(): ReactNode {
  const t = useTranslations("web.start");
  const { enter, working, problem } = useEntering(async () => {
    const session = await read<Session>(api.POST("/api/demonstration/session", { body: { role: "agent" } }));
    requestRing();
    return session;
  }, FIRST_SCREENS.agent);
  return (
    <>
      {problem === null ? null : <FailureNotice error={new Error(problem.code, { cause: problem })} />}
      <BusyButton type="button" className="button" isBusy={working} onClick={() => enter(undefined)}>
        <Icon name="phone" />
        {t("ring.button")}
      </BusyButton>
    </>
  );
}

/** Functions available without an account. */
export function PublicCard({ verifyPath }: { readonly verifyPath: string | null }): ReactNode {
  const t = useTranslations("web.start");
  return (
    <Card icon="people" title={t("roles.public.title")} text={t("roles.public.text")}>
      <div className="flex flex-wrap gap-2">
        <a href={verifyPath ?? "/validasi-sk"} className="button button-main">
          {t("roles.public.button")}
        </a>
        <Link to="/nomor" className="button">
          {t("roles.public.numbers")}
        </Link>
      </div>
    </Card>
  );
}
