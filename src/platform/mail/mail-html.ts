/** The HTML alternative of a mail, made from its plain text, so that both say the same. */

const ADDRESS = /(https?:\/\/[^\s<>"]+)/g;
const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

const BODY =
  "margin:0;padding:24px 16px;background:#f4f6f8;color:#17212b;font:16px/1.55 'Noto Sans',Arial,Helvetica,sans-serif";
const CARD = "max-width:600px;margin:0 auto;padding:24px;background:#ffffff;border:1px solid #d5dce3;border-radius:8px";
const LINK = "color:#0b4f8a;word-break:break-all";

/** Text, language and sender of a mail. */
interface MailWords {
  readonly locale: "id" | "en";
  readonly subject: string;
  readonly text: string;
  readonly installationName: string;
}

/** A whole HTML document: a heading, one paragraph for each of the text's, links as links. No pictures, no tracking. */
export function mailHtml({ locale, subject, text, installationName }: MailWords): string {
  const paragraphs = text.split(/\n{2,}/).map((part) => `<p style="margin:0 0 16px">${paragraph(part)}</p>`);
  return [
    `<!doctype html><html lang="${locale}"><head><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escaped(subject)}</title></head><body style="${BODY}">`,
    `<main style="${CARD}"><h1 style="margin:0 0 16px;font-size:20px;line-height:1.3">${escaped(subject)}</h1>`,
    ...paragraphs,
    `<p style="margin:24px 0 0;color:#4a5763;font-size:14px">${escaped(installationName)}</p></main></body></html>`,
  ].join("\n");
}

function paragraph(text: string): string {
  return text
    .split(ADDRESS)
    .map((piece, index) => (index % 2 === 1 ? anchor(piece) : escaped(piece).replaceAll("\n", "<br>")))
    .join("");
}

/** A full stop or bracket after a URL belongs to the sentence. */
function anchor(address: string): string {
  const tail = /(?<![.,;:!?)])[.,;:!?)]+$/.exec(address)?.[0] ?? "";
  const href = escaped(address.slice(0, address.length - tail.length));
  return `<a href="${href}" style="${LINK}">${href}</a>${escaped(tail)}`;
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);
}
