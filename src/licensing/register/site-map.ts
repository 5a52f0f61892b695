import { html } from "../issuing/index.ts";
import { PUBLIC_PATHS } from "./public-page.ts";

/** Other public pages that search engines may show. */
const MORE_PATHS = ["/validasi-sk", "/nomor", "/aturan"] as const;

/** Where search engines have nothing to look for: the application behind its door, and its interface. */
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

/** The public pages in both languages, by the protocol of sitemaps.org; the home alone where only a call centre runs. */
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

/** What robots may read (RFC 9309); of a demonstration nothing, so that nobody takes it for the real office. */
export function robotsText(publicUrl: string, isDemonstration: boolean): string {
  if (isDemonstration) return "User-agent: *\nDisallow: /\n";
  const closed = CLOSED_PATHS.map((path) => `Disallow: ${path}`).join("\n");
  return `User-agent: *\n${closed}\nSitemap: ${publicUrl}/sitemap.xml\n`;
}
