// Which gates a wiki has: those that its settings switch on, in the order in which they are asked.
import { captchaOfAccounts, captchaOfEdits } from '../captcha/gate.ts'
import type { Wiki } from '../wiki.ts'
import type { PatternMatcher } from './pattern-matcher.ts'
import { ruleGates } from './rule-gates.ts'
import { checkRules } from './rules.ts'
import { type SpamBlacklist, spamBlacklist } from './spam-blacklist.ts'
import { spamPatterns } from './spam-patterns.ts'
import { type TitleBlacklist, titleBlacklist } from './title-blacklist.ts'
import { translatedPages } from './translated-pages.ts'

/** The lists that can be asked by themselves; those that are off are left out. */
export interface FilterLists {
  websites?: SpamBlacklist
  titles?: TitleBlacklist
}

/** Adds the gates to `wiki.gates` and the lists to `wiki.filters`; throws where a rule of the settings is none. */
export function addFilters(wiki: Wiki, matcher: PatternMatcher): void {
  const { config, gates, captcha } = wiki
  if (config.translatedPages.length > 0) gates.page.push(translatedPages(wiki, config.translatedPages))
  if (config.spamPatterns.length > 0) gates.edit.push(spamPatterns(matcher, config.spamPatterns))
  if (config.useSpamBlacklist) {
    const websites = spamBlacklist(wiki, matcher)
    wiki.filters.websites = websites
    gates.edit.push(websites.edit)
  }
  if (config.useTitleBlacklist) {
    const titles = titleBlacklist(wiki, matcher)
    wiki.filters.titles = titles
    gates.page.push(titles.page)
    gates.edit.push(titles.edit)
    gates.move.push(titles.move)
    gates.account.push(titles.account)
  }
  checkRules(config.filterRules)
  if (config.filterRules.length > 0) {
    const rules = ruleGates(wiki, matcher, config.filterRules)
    gates.edit.push(rules.edit)
    gates.move.push(rules.move)
    gates.upload.push(rules.upload)
    gates.account.push(rules.account)
  }
  if (captcha.isOn) {
    gates.edit.push(captchaOfEdits(wiki))
    gates.account.push(captchaOfAccounts(wiki))
  }
}
