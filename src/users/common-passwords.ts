// Passwords that very many people have: the first that anybody tries.
const words = `
123456 12345 1234567 123123 111111 000000 654321 666666 121212 112233 123321 1q2w3e qwerty qwert1 qwerty1 asdfgh
asdfg zxcvbn zxcvbnm abc123 abcdef abcdefg a1b2c3 aaaaaa admin root toor guest login master secret letmein
welcome monkey dragon shadow hunter killer ranger soccer hockey tigger ginger pepper cookie summer winter flower
purple orange banana cheese matrix hello hello1 lovely iloveu love123 angel angel1 michael jordan daniel robert
thomas andrew joshua jessica ashley nicole hannah charlie harley batman pokemon superman qazwsx test test123
pass pass123 user user123 changeme
password password1 password12 password123 password1234 passw0rd p@ssword p@ssw0rd 12345678 123456789
1234567890 0123456789 987654321 9876543210 87654321 11111111 111111111 1111111111 22222222 33333333 44444444
55555555 66666666 77777777 88888888 99999999 00000000 000000000 12341234 123123123 12312312 123321123 1234512345
11223344 1122334455 112233445566 12344321 1234554321 147258369 147852369 159753456 123654789 789456123 741852963
963852741 1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y 1qaz2wsx 1qaz2wsx3edc 1qazxsw2 zaq12wsx zaq1zaq1 qwertyui qwertyuiop
qwerty12 qwerty123 qwerty1234 qwerty12345 qwer1234 qwerqwer asdfghjk asdfghjkl asdf1234 asdfasdf zxcvbnm1
zxcvbnm123 zxcvbnm, qazwsxedc qazwsx123 abcd1234 abcdefgh abcdefg1 abc12345 abc123456 abcabcabc a1b2c3d4
a1234567 a12345678 aa123456 aaaaaaaa aaaaaaaaaa q1w2e3r4 q1w2e3r4t5 iloveyou iloveyou1 iloveyou2 iloveyou!
loveyou1 lovelove sunshine sunshine1 princess princess1 football football1 baseball baseball1 basketball
superman superman1 batman123 spiderman pokemon1 starwars trustno1 welcome1 welcome123 letmein1 letmein123
whatever whatever1 computer computer1 internet samsung1 microsoft corvette mercedes michelle michelle1 jennifer
jennifer1 jessica1 jonathan victoria samantha alexander alexandra danielle danielle1 charlie1 elizabeth
christian christopher nicholas anthony1 patricia benjamin superstar butterfly chocolate liverpool liverpool1
chelsea1 arsenal1 barcelona manchester blink182 slipknot metallica nirvana1 rockstar rockyou1 dragon123
monkey123 master123 shadow123 hunter123 killer123 ashley123 summer123 freedom1 football123 baseball123 softball
soccer123 hello123 hello1234 helloworld hellohello changeme changeme1 changeit secret123 test1234 testtest
testing1 testing123 tester123 guest123 user1234 username admin123 admin1234 admin12345 administrator adminadmin
root1234 rootroot toor1234 default1 godzilla dolphins swimming mountain einstein napoleon midnight scorpion
panthers steelers cowboys1 redskins lakers24 kobe2424 jordan23 jordan123 michael1 michael123 thomas123 daniel123
robert123 joseph123 matthew1 andrew123 joshua123 hannah123 nicole123 amanda123 justin123 brandon1 brittany
stephanie veronica caroline margaret kristina fernando gabriela carolina valentina alejandro sebastian francisco
guadalupe estrella mariposa teamo123 tequiero babygirl babygirl1 babyboy1 sweetheart sweetpea beautiful
beautiful1 blessed1 angel123 heaven123 jesus123 jesuschrist godisgood faith123 friends1 friendship forever1
forever21 mylove123 lovers123 snowball snoopy123 tinkerbell cinderella rainbow1 purple123 yellow123 orange123
cookie123 peanut123 pepper123 ginger123 tigger123 maggie123 buster123 bailey123 cheese123 chicken1 bubbles1
november december september october1 february thursday saturday january1 google123 facebook facebook1 myspace1
linkedin youtube1 letmein! wordpass drowssap passwort passwort1 motdepasse contrasena contraseña senha123
senha1234 parola12 haslo123 salasana losenord wachtwoord kennwort hallo123 schalke04 geheim123 azertyui
azertyuiop azerty123 soleil123 bonjour1 jetaime1 doudou123 qwertz123 qwertzui asdfjkl; fuckyou1 fuckyou2
fuckoff1 biteme123 bullshit asshole1 pussycat playboy1 mustang1 yamaha123 ferrari1 porsche1 maverick colorado
california australia scotland portugal argentina brazil123 mexico123 america1 london123 chicago1 newyork1
texas123 hawaii123
`

/** In lower case. */
export const commonPasswords: ReadonlySet<string> = new Set(words.split(/\s+/).filter(word => word !== ''))
