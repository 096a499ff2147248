"""Who owns the models (`workers`), in which order they work (`schedule`), what work costs
(`costs`), and when they sleep (`manager`).
"""
