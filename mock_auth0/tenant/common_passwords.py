"""The passwords that everybody tries first, as of published lists; Auth0's own has 10,000."""

_WORDS = """
000000 00000000 0000000000 010203 0123456789 102030 111111 11111111 1111111111 112233 11223344
121212 123 123123 123123123 123321 1234 12341234 12345 1234512345 123456 1234567 12345678 123456789
1234567890 123456a 123456q 123654 123abc 123qwe 131313 142536 147258 147258369 147852 159357
159753 1a2b3c 1q2w3e 1q2w3e4r 1q2w3e4r5t 1qaz2wsx 1qazxsw2 222222 232323 252525 333333 444444
456789 4815162342 54321 555555 55555555 654321 666666 696969 7654321 777777 77777777 789456
789456123 87654321 888888 88888888 963852741 987654 987654321 9876543210 999999 99999999
a123456 a12345678 a1b2c3 a1b2c3d4 aa123456 aaaaaa aaaaaaaa abc abc123 abc1234 abc12345 abcabc abcd
abcd1234 abcdef abcdefg abcdefgh abcdefghi access access14 adidas admin admin1 admin123 admin1234
administrator adobe123 adrian alejandro alexander alexis alina amanda america anastasia andrea
andrew angel angel1 angela angelo angels anthony apples arsenal asd123 asdasd asdf asdf1234
asdfasdf asdfgh asdfghjk asdfghjkl ashley asshole august austin azerty babygirl baby badboy bailey
banana barcelona baseball baseball1 basketball batman beautiful bigdaddy bismillah blahblah blessed
blink182 bond007 boomer brandon brandy brooklyn bubbles buster butterfly camaro carlos caroline
changeme changeme1 charles charlie charlie1 cheese chelsea chester chicken chocolate chris
christian christine claudia coffee compaq computer computer1 cookie cooper corvette cowboy cowboys
crystal daniel daniela danielle dallas default dennis destiny diablo diamond dolphin donald dragon
dragon1 eagles edward eminem fender ferrari fishing flower football football1 forever forever1
freedom friend friends fuckoff fuckyou fuckyou1 gabriel gemini george gfhjkm giants ginger golden
golfer google gordon guest guitar hammer hannah harley hardcore heather hello hello1 hello123
helpme hockey hottie hunter hunter2 hunting iceman iloveu iloveyou iloveyou1 iloveyou2 internet
jackson james jasmine jasper jennifer jeremy jessica jesus jesus1 johnny johnson jordan jordan23
joseph joshua junior justin karina killer kimberly kristina ladybug lakers lauren legend leslie
letmein letmein1 liberty liverpool login london loveme lovely lover loveyou lucky lucky7 maggie
manchester marina marine marlboro marshall martin master master1 matrix matthew maverick maxwell
melissa mercedes merlin metallica michael michael1 michelle mickey midnight miller minecraft
mobilemail monica monitor monkey monkey1 monster morgan mother muffin mustang mynoob naruto nascar
natasha nathan newyork nicholas nicole nikita nintendo nirvana nothing oliver orange pa55w0rd
pa55word packers panther parker pass pass123 pass1234 passer passport passw0rd password password!
password1 password1! password12 password123 password1234 password2 patrick peaches peanut pepper
phantom phoenix player please pokemon porsche porsche1 portugal power prince princess princess1
purple qazwsx qazwsxedc q1w2e3 q1w2e3r4 q1w2e3r4t5 qq123456 qwe123 qweasd qweasdzxc qweqwe qwer1234
qwerty qwerty1 qwerty12 qwerty123 qwertyu qwertyui qwertyuiop rabbit rachel raiders rainbow ranger
rangers rebecca redskins redsox richard robert rocket ronaldo rosebud runner russia samantha
samsung samson sammy sandra scooby scooter scorpion secret secret123 selina sergey shadow shadow1
shannon sierra silver simple simpsons slayer slipknot smokey snoopy soccer soccer1 sophie spanky
spider spiderman startrek starwars steelers stella steven summer summer1 sunshine sunshine1 superman
superman1 superstar taylor tennis test test1 test123 test1234 testing tester thomas thunder tiger
tigers tigger tinkerbell trinity trouble trustno1 turtle twitter united unknown user vanessa
vagrant victor victoria viking voyager warrior welcome welcome1 welcome123 whatever whatever1
william willie windows winner winston winter xavier xxxxxx yamaha yankees yellow zaq12wsx zaq1zaq1
zxcvbn zxcvbnm zxczxc
"""

COMMON_PASSWORDS = frozenset(_WORDS.split())
"""In lower case."""
