// action=fancycaptchareload: gives another captcha with an image, for who cannot read the one that they have.
import { defineModule } from '../module.ts'

export const fancycaptchareload = defineModule({
  path: 'fancycaptchareload',
  mode: 'read',
  internal: true,
  needsRead: false,
  isOn: ({ captcha, config }) => captcha.isOn && config.captchaKind === 'image',
  params: {},
  examples: { 'action=fancycaptchareload&format=xml': 'apihelp-fancycaptchareload-example-1' },

  async run({ wiki, now }) {
    return { index: (await wiki.captcha.ask(now)).id }
  },
})
