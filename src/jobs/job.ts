// A job: work that a change leaves to be done after it. Its row is written in the change's own transaction and goes with
// the job's last one, so that no crash loses it.

/** What kinds of jobs there are, and what each must know. */
export interface JobParams {
  /** A page changed: what it refers to is kept anew, and what refers to it is looked after. */
  refreshLinks: {
    readonly page: number
    /** Namespace and name of the titles that are something else now. */
    readonly titles: readonly (readonly [namespace: number, dbKey: string])[]
    /** Whether a page may have come to be or ceased to be at them. */
    readonly appeared: boolean
  }
  /** A template changed: pages that use it, from this id on. */
  refreshLinksTo: { readonly namespace: number; readonly title: string; readonly after: number }
  /** A page came to be or is gone: those that link to it, from this id on, look otherwise. */
  touchLinksTo: { readonly namespace: number; readonly title: string; readonly after: number }
  /** All pages, from this id on. */
  refreshAllLinks: { readonly after: number }
  /** A tag was deleted: the uses that it still has go. `uses` is how many it had. */
  removeTag: { readonly tag: number; readonly uses: number }
  /** A tag became another one: the uses that it still has become uses of that. */
  mergeTag: { readonly tag: number; readonly into: number; readonly uses: number }
}
export type JobCommand = keyof JobParams

/** A job to be done. */
export type Job = {
  [C in JobCommand]: {
    readonly id: number
    readonly command: C
    readonly params: JobParams[C]
    /** The time of the change that it belongs to; 14 digits. */
    readonly timestamp: string
  }
}[JobCommand]
