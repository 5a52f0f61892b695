/** Messages of one language and group, compiled; see `vite.config.ts`. */
declare module "words:*" {
  const words: object;
  export default words;
}
