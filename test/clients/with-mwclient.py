# A bot's day with mwclient. Arguments: host with port, a word for titles and tags. Prints what it saw as JSON.
import itertools
import json
import sys

import mwclient

host, word = sys.argv[1], sys.argv[2]
title, tag = f'Mwclient {word}', f'mwclient-{word}'


def open_wiki():
    return mwclient.Site(host, path='/', scheme='http', clients_useragent='palimpsest-test')


def visible(site):
    revision = list(site.pages[title].revisions(prop='ids|content|comment|user', slots='main'))[-1]
    return {key: revision.get(key) for key in ('user', 'comment', 'userhidden', 'commenthidden')} | {
        'text': revision['slots']['main'].get('*'),
        'texthidden': 'texthidden' in revision['slots']['main'],
    }


admin = open_wiki()
admin.login('Admin', 'Admin-password-1')
made = admin.post('managetags', operation='create', tag=tag, reason='for the test', token=admin.get_token('csrf'))

site = open_wiki()
site.login('Admin@bot', 'b' * 32)
page = site.pages[title]
page.save('First.', 'made')
page.append('\nSecond.', 'more')
first = list(page.revisions(dir='newer', limit=1, prop='ids'))[0]['revid']
logid = made['managetags']['logid']
added = site.post('tag', logid=logid, add=tag, token=site.get_token('csrf'))
removed = site.post('tag', logid=logid, remove=tag, reason='enough', token=site.get_token('csrf'))
hidden = site.post(
    'revisiondelete', type='revision', ids=first, hide='content|comment|user', token=site.get_token('csrf')
)

bob = open_wiki()
bob.login('Bob', 'Bob-password-1')
json.dump(
    {
        'text': site.pages[title].text(),
        # One at a time, so that it has to continue.
        'recent': [change['title'] for change in itertools.islice(site.recentchanges(prop='title', limit=1), 3)],
        'created': made['managetags']['tag'] == tag,
        'added': added['tag'][0]['added'] == [tag],
        'removed': removed['tag'][0]['removed'] == [tag],
        'status': hidden['revisiondelete']['status'],
        'admin': visible(site),
        'bob': visible(bob),
        'anonymous': visible(open_wiki()),
    },
    sys.stdout,
)
