/** The path of the workspace that an address is in, without a slash at its end; empty for none. */
export function workspaceOf(url: string): string {
  return /^\/(?:orgs\/[^/]+\/workspaces\/[^/?]+|user\/[^/?]+)/.exec(url)?.[0] ?? '';
}
