"""Genders of Spanish nouns."""

from wyoming_kokoro.text.normalize.world.nouns import Nouns

NOUNS = Nouns(
    feminine_endings=("a", "ción", "sión", "xión", "dad", "tad", "tud", "umbre", "triz", "sis"),
    feminine=frozenset("""
        bienal imágen órden sarten luz noche tarde mujer mano flor calle llave clase leche sangre carne nube parte serie imagen torre fuente gente vez voz cruz
        red pared sal miel piel cárcel señal orden base frase clave moto foto tele sede tos nieve suerte muerte mente madre fase ave
        nave superficie especie planicie nariz raíz paz perdiz lombriz codorniz labor coliflor web app tablet radio wifi razón
        reunión opinión unión comunión religión región legión sartén vejez niñez hélice coz nuez faz hoz col
        fiebre liebre hambre lista pista vista revista entrevista conquista autopista arista suite smart catedral capital sucursal vocal postal diagonal central credencial
        """.split()),
    masculine=frozenset("""
        día mediodía mapa problema programa sistema tema clima idioma planeta poema drama diploma fantasma síntoma telegrama
        aroma esquema panorama cometa pijama tranvía gorila carisma
        dilema teorema crucigrama organigrama fotograma diagrama emblema prisma plasma magma asma lema trauma enigma estigma paréntesis
        microondas análisis oasis énfasis éxtasis
        atleta gimnasta poeta colega pediatra psiquiatra astronauta internauta cineasta acróbata terapeuta fisioterapeuta policía guardia guía
        espía demócrata camarada patriota pirata recluta
        """.split()),
    singular={"ces": ("z",), "ones": ("ón",), "es": ("", "e"), "s": ("",)},
    labels=frozenset("""
        sala zona nivel canal línea número habitación planta puerta opción paso parte capítulo página tema grupo terminal andén vía
        vuelo autobús bus metro temporada episodio fase versión artículo plan equipo jugador piso apartamento unidad lección ejercicio
        pregunta lámpara sensor cámara enchufe interruptor dispositivo mesa asiento fila carretera autopista código error radio cuarto
        """.split()),
    articles=frozenset("la el los las de del a al top antena".split()),
    small=frozenset("""
        del de más para por con como que hasta desde sobre entre menos es en el la los las un una son está están al se si sí
        no lo le les pero muy ya hoy mañana ayer ahora cada fue ha han hay tiene tienen sin según tras ante bajo contra otra otro otras
        todo toda todos todas otros apenas nomás vs km cm mm kg
        """.split()),
)
