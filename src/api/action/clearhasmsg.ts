// action=clearhasmsg: says that who asks has read the messages on their talk page.
import { forgetNewMessages } from '../../users/new-messages-store.ts'
import { defineModule } from '../module.ts'

export const clearhasmsg = defineModule({
  path: 'clearhasmsg',
  mode: 'write',
  token: 'none',
  params: {},
  examples: { 'action=clearhasmsg': 'apihelp-clearhasmsg-example-1' },

  async run({ viewer, performer, transact }) {
    await transact(tx => forgetNewMessages(tx, viewer.userId === 0 ? { ip: performer.ip } : { userId: viewer.userId }))
    return 'success'
  },
})
