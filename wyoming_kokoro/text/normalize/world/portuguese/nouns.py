"""Genders of Portuguese nouns."""

from wyoming_kokoro.text.normalize.world.nouns import Nouns

NOUNS = Nouns(
    feminine_endings=("a", "ção", "são", "dade", "gem", "tude", "ez", "ã", "triz", "ise"),
    feminine=frozenset("""
        suíte bienal luz voz noz cruz noite tarde parte mulher mão flor chave classe frase base fase série gente rede parede ponte fonte torre
        sede neve carne nuvem ordem árvore dor cor colher pele mãe filial catedral capital foto moto tribo mente morte sorte
        espécie superfície avestruz raiz raíz paz febre lebre fome lista pista vista revista entrevista conquista crista estante reunião opinião união região religião questão sugestão gestão
        """.split()),
    masculine=frozenset("""
        dia mapa problema programa sistema tema clima idioma planeta poema drama fantasma sintoma cinema diploma panorama cometa
        pijama telefonema quilograma miligrama micrograma centigrama decigrama grama guarda coração aroma esquema dilema enigma emblema diagrama prisma plasma lema
        trauma telegrama watt-hora quilowatt-hora megawatt-hora ampère-hora miliampère-hora atleta poeta ginasta colega pediatra psiquiatra astronauta
        internauta cineasta acrobata terapeuta fisioterapeuta democrata camarada patriota pirata recruta papa talismã ímã imã xadrez
        """.split()),
    singular={
        "ões": ("ão",),
        "ães": ("ão",),
        "ns": ("m",),
        "zes": ("z",),
        "res": ("r",),
        "ais": ("al",),
        "s": ("",),
    },
    labels=frozenset("""
        sala zona nível canal linha número quarto andar porta opção passo parte capítulo página tema grupo terminal plataforma voo ônibus
        metrô temporada episódio fase versão artigo plano time jogador piso apartamento unidade lição exercício pergunta lâmpada sensor
        câmera tomada interruptor dispositivo mesa assento fila rodovia código erro rádio dia
        """.split()),
    articles=frozenset("dos das a ao o às os as top".split()),
    small=frozenset("""
        dos das de do da para por com mais como cada que até desde sobre entre menos em no na nos nas os as um uma são está estão
        ou se sim não lhe mas muito já hoje amanhã ontem agora foi tem têm há sem segundo após outra outro outras outros apenas km cm mm kg
        """.split()),
)
