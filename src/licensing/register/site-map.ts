import { html } from "../issuing/index.ts";
import { PUBLIC_PATHS } from "./public-page.ts";

/** Other public pages for search engines. */
const MORE_PATHS = ["/validasi-sk", "/nomor", "/aturan"] as const;

/** Paths closed to search engines: the application and its API. */
const CLOSED_PATHS = [
  "/api/",
  "/beranda",
  "/permohonan",
  "/perusahaan",
  "/verifikasi",
  "/tugas",
  "/penetapan",
  "/inventaris",
  "/orang",
  "/jejak",
  "/kotak-surat",
  "/mulai/",
  "/faktor-kedua",
] as const;

/** The public pages in both languages, by the protocol of sitemaps.org; the home page alone if only a call centre runs. */
export function siteMap(publicUrl: string, licensing: boolean): string {
  const paths = licensing ? [...Object.values(PUBLIC_PATHS), ...MORE_PATHS] : [PUBLIC_PATHS.home];
  const pages = paths.map((path) => {
    const address = `${publicUrl}${path}`;
    const languages = (["id", "en"] as const).map(
      (locale) => html`<xhtml:link rel="alternate" hreflang="${locale}" href="${`${address}?lang=${locale}`}"/>`,
    );
    return html`<url><loc>${address}</loc>${languages}</url>
`;
  });
  return html`<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
${pages}</urlset>
`.safeHtml;
}

/** The paths open to robots (RFC 9309); none in a demonstration, so that it is not mistaken for the real office. */
export function robotsText(publicUrl: string, isDemonstration: boolean): string {
  if (isDemonstration) return "User-agent: *\nDisallow: /\n";
  const closed = CLOSED_PATHS.map((path) => `Disallow: ${path}`).join("\n");
  return `User-agent: *\n${closed}\nSitemap: ${publicUrl}/sitemap.xml\n`;
}
