/** Returns `back` if it is a path of this application, otherwise the home page (prevents open redirects). */
export function safeBack(back: string | undefined): string {
  return back?.startsWith("/") && !back.startsWith("//") && !back.includes("\\") ? back : "/beranda";
}
