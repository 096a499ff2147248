"""Brazilian Portuguese."""

from .profile import Profile

_CONJUNCTIONS = """
    e ou mas porque que quando onde se embora enquanto como porém pois para
"""
_COMMON = """
    o a os as de do da dos das em no na nos nas um uma e é que não se para por com como mais mas ao à aos às pelo pela seu
    sua eu você vocês ele ela nós eles elas isso este esta está estão são foi ser ter há muito bem hoje amanhã bom dia olá
    obrigado obrigada sim também ou quando onde porque já tem casa luz acesa meu minha luzes porta janela janelas cozinha
    sala quarto banheiro acenda apague abra feche aumente abaixe coloque mensagem mensagens máquina lavar terminou
    temperatura graus minutos horas hora tarde noite boa favor aberta aberto fechada fechado pronto pronta apagada ninguém
    novo novos nova novas duas dois três tempo chuva chove chover amanhã vai
"""

LANGUAGE = Profile(
    tag="pt-BR",
    letter="p",
    name="Brazilian Portuguese",
    espeak="pt-br",
    codes=(
        "pt",
        "por",
    ),
    conjunctions=frozenset(_CONJUNCTIONS.split()),
    common=frozenset(_COMMON.split()),
    letters="ãõçâêôáàíó",
    endings=(
        "ção",
        "ções",
        "mente",
        "dade",
        "inho",
        "ando",
    ),
)
