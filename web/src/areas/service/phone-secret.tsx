/** A phone's SIP account, shown once: a QR code for softphones, plain fields for desk phones. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Notice } from "../../parts/notice.tsx";
import { CopyButton } from "../people/copy-button.tsx";
import { QrPicture } from "../people/qr-picture.tsx";
import type { PhoneSecret } from "./service-data.ts";

function Fact({
  name,
  value,
  copied = false,
}: {
  readonly name: string;
  readonly value: string;
  /** Whether the value is long enough to need a copy button. */
  readonly copied?: boolean;
}): ReactNode {
  const t = useTranslations("web.service.phones");
  return (
    <div className="grid gap-1 border-b border-line py-2 sm:grid-cols-[140px_1fr]">
      <dt className="text-small text-soft">{name}</dt>
      <dd className="flex flex-wrap items-center gap-2">
        <code className="font-semibold break-all select-all">{value}</code>
        {copied ? <CopyButton text={value} label={t("copyOf", { what: name })} /> : null}
      </dd>
    </div>
  );
}

/** The CA certificate that a device must trust, as a file. */
function AuthorityFact({ pem }: { readonly pem: string }): ReactNode {
  const t = useTranslations("web.service.phones");
  return (
    <div className="grid gap-1 border-b border-line py-2 sm:grid-cols-[140px_1fr]">
      <dt className="text-small text-soft">{t("authority")}</dt>
      <dd className="grid justify-items-start gap-1">
        <a
          className="button button-small"
          href={`data:application/x-pem-file,${encodeURIComponent(pem)}`}
          download="sambung-sip.crt"
        >
          {t("authorityGet")}
        </a>
        <span className="text-small text-soft">{t("authorityText")}</span>
      </dd>
    </div>
  );
}

/** The account of one phone. `onDone` discards it. */
export function PhoneSecretPanel({
  secret,
  onDone,
}: {
  readonly secret: PhoneSecret;
  readonly onDone: () => void;
}): ReactNode {
  const t = useTranslations("web.service.phones");
  const { registrar, provisioning } = secret;
  return (
    <div className="grid gap-5">
      <Notice tone="wait" title={t("onceTitle")}>
        <p>{t("onceText")}</p>
      </Notice>
      {registrar === null ? (
        <Notice tone="bad" title={t("noRegistrarTitle")}>
          <p>{t("noRegistrarText")}</p>
        </Notice>
      ) : null}
      <dl>
        {registrar === null ? null : (
          <>
            <Fact name={t("server")} value={registrar.server} />
            {secret.isEncrypted ? null : <Fact name={t("portPlain")} value={String(registrar.port)} />}
            {registrar.tlsPort === null ? null : <Fact name={t("portTls")} value={String(registrar.tlsPort)} />}
            {secret.isEncrypted ? <Fact name={t("sound")} value={t("soundSrtp")} /> : null}
            {registrar.tlsPort === null || registrar.authorityPem === null ? null : (
              <AuthorityFact pem={registrar.authorityPem} />
            )}
          </>
        )}
        <Fact name={t("username")} value={secret.username} copied />
        <Fact name={t("password")} value={secret.password} copied />
      </dl>
      {provisioning === null ? null : (
        <figure className="grid justify-items-start gap-2">
          <QrPicture text={provisioning} label={t("qrLabel", { extension: secret.extension })} />
          <figcaption className="max-w-[60ch] text-small text-soft">{t("qrText")}</figcaption>
        </figure>
      )}
      <button type="button" className="button button-main justify-self-start" onClick={onDone}>
        {t("onceDone")}
      </button>
    </div>
  );
}
