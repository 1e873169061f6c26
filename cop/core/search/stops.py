"""Words too common to say what a text is about, per language. Kept out of scoring, kept in phrases.

Left out on purpose: words whose folded form is also a name or a theme ("São" Tomé, "WHO", "US", the French "été").
"""

from cop.core.search.folding import fold

# What remains before an apostrophe, or after one, in any of the languages.
_ELIDED = "l d j m n s t c qu jusqu lorsqu puisqu quoiqu quelqu"

_WORDS = {
    "en": """a about after all also am an and any are as at be because been before being between both but by can could did do does
        doing don during each few for from further had has have having he her here hers him his how i if in into is it its itself
        just ll me more most my no nor not of off on once only or other our ours out over own re same she should so some such than
        that the their theirs them then there these they this those through to too under until up ve very was we were what when
        where which while whom why will with would you your yours""",
    "fr": """a afin ai aient ainsi ait alors apres as au aucun aucune aura aussi autre autres aux avait avant avec avoir ayant
        beaucoup bien car ce ceci cela celle celles celui ces cet cette ceux chaque chez comme comment dans de depuis des donc
        dont du elle elles en encore entre es est et etaient etait etant etre eu eux fait faut il ils je la le les leur leurs lors
        lui ma mais me meme memes mes mon ne ni nos notre nous on ont ou par parce pas peu peut plus pour pourquoi quand que quel
        quelle quelles quels qui quoi sa sans se sera ses si soit son sont sous sur ta te tes toi ton tous tout toute toutes tres
        tu un une vers voici vos votre vous y""",
    "es": """a al algo algun alguna algunas algunos ante antes asi aun aunque bajo bien cada como con contra cual cuales cuando
        cuanto de del desde donde dos durante e el ella ellas ellos en entre era eran eres es esa esas ese eso esos esta estaba
        estan estar estas este esto estos fue fueron fui ha habia haber han hasta hay he la las le les lo los mas me mi mis misma
        mismo mucho muchos muy ni no nos nosotros nuestra nuestras nuestro nuestros o os otra otras otro otros para pero poco por
        porque puede pueden pues que quien quienes se sea sean segun ser si sido siempre sin sobre son su sus tal tambien tan
        tanto te tener tiene tienen toda todas todo todos tu tus un una unas uno unos vosotros y ya yo""",
    "pt": """a ainda ao aos apenas aquela aquelas aquele aqueles aquilo as assim ate cada com como contra cuja cujo da das de dela
        delas dele deles depois desde dessa desse desta deste do dos e ela elas ele eles em entre era eram essa essas esse esses
        esta estao estar estas este estes estou eu foi foram ha isso isto ja lhe lhes mais mas me mesma mesmo meu meus minha
        minhas muito na nao nas nem no nos nossa nossas nosso nossos num numa o onde os ou outra outras outro outros para pela
        pelas pelo pelos pode podem por porque qual quais quando que quem se seja sem sempre ser seu seus sim sob sobre sua suas
        tambem te tem ter teve tinha toda todas todo todos tu tua tuas um uma umas uns voce voces""",
    "ar": """في من إلى الى على عن مع هذا هذه ذلك تلك هؤلاء أولئك التي الذي الذين اللاتي اللواتي ما ماذا متى أين كيف لماذا هل أن إن
        كان كانت كانوا يكون تكون قد لقد لا لم لن ليس ليست و أو أم ثم بل لكن حتى إذا إذ لو كما كل بعض غير سوى بين عند منذ خلال حول
        ضد دون هو هي هم هن هما أنا أنت أنتم نحن به بها بهم له لها لهم فيه فيها منه منها عنه عنها عليه عليها إليه إليها وفي ومن
        وعلى وهو وهي أي أيضا حيث فإن بأن لأن وأن وقد ولا ولم""",
}

_SETS = {
    language: frozenset(fold(word) for word in f"{words} {_ELIDED}".split())
    for language, words in _WORDS.items()
}
_OTHER = frozenset(_ELIDED.split())


def is_stop(folded: str, language: str) -> bool:
    """Is this folded word one to leave out of scoring in `language`?"""
    return folded in _SETS.get(language, _OTHER)
